# Bounds in words

bound-at_most = at most{ $value }
bound-at_least = at least{ $value }
bound-exactly = exactly{ $value }
bound-between = { $low } to{ $high }
bound-covers = covers{ $value }
bound-within = within{ $value }
bound-includes = includes{ $value }
bound-excludes = excludes{ $value }
bound-one_of = one of{ $value }
bound-level = no lower than{ $value }

unreadable-empty = no value is given
unreadable-no-number = there is no number
unreadable-no-unit = no unit follows the number
unreadable-vague = “{ $word }” is no certain value
unreadable-too-long = the number is too long
unreadable-rest = “{ $text }” is no part of a quantity
unreadable-mixed = the units are of different kinds, or not written from large to small
unreadable-time = “{ $text }” is no period of the day; write it like 21:00-次日08:00
unreadable-ends-before = “{ $text }” does not end after it starts; write 次日 when it ends on the next day
unreadable-long-window = “{ $text }” is longer than a day
unreadable-count = { $expected } values are needed, here are { $found }
unreadable-dimensions = { $low } and { $high } can't be compared
unreadable-nothing = the lower end { $low } is above the upper end { $high }: nothing can meet it
unreadable-uncertain = whether anything lies between { $low } and { $high } depends on the calendar
unreadable-grade = the grade “{ $grade }” is not in the scales of handbook.yaml
unreadable-kind = no bound is called { $key }
unreadable-several = there is more than one quantity
unreadable-contradiction = the two comparators contradict each other
unreadable-unclear = “{ $word }” makes the meaning uncertain

shortfall-kind = The bounds are of different kinds, so it can't be shown that nothing is loosened.
shortfall-dimension = { $local } and { $group } can't be compared.
shortfall-scale = The grades are of different scales.
shortfall-exceeds = { $local } is more than { $group }.
shortfall-falls-short = { $local } is less than { $group }.
shortfall-no-upper = It has no upper end; above, the upper end is { $group }.
shortfall-no-lower = It has no lower end; above, the lower end is { $group }.
shortfall-unprovable = Whether { $local } or { $group } is stricter depends on the calendar.
shortfall-uncovered = { $windows } is missing.
shortfall-outside = { $windows } is added.
shortfall-missing = { $items } is missing.
shortfall-extra = { $items } is added.
shortfall-grade = { $local } is below { $group }.
