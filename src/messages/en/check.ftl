# What is wrong with an edition

layer-group = The group

below-standard = “{ $title }” is below standard: { $above } requires { $group }; this edition has { $local }. { $reason }
    .mend = Make it { $group } or stricter.
below-standard-unreadable = The local bound of “{ $title }” can't be read: { $reason }. { $above } requires { $group }.
    .mend = Write a number and a unit, without 约, 左右 or 几.
below-standard-strength = “{ $title }” is weaker than the standard: above it is 「{ $group }」, in this edition 「{ $local }」.
    .mend = Make it 「{ $group }」, or delete strength (it is then inherited).

unknown-standard = No standard is called { $name }. { $near }
    .mend = Write document.name; `handbook standards` lists them.
unknown-parameter = No parameter is called { $name }. { $near }
    .mend = Add it to parameters in handbook.yaml, or mend the name.
missing-parameter = The parameter “{ $title }” ({ $name }) has no value; the text would have a blank.
    .mend = In edition.yaml, under parameters, write { $name }: { $example }
missing-parameter-empty = The parameter { $name } is empty.
    .mend = Give it a value.
parameter-not-plain = The parameter { $name } is one line of plain text.
    .mend = Leave out line breaks and 〔〕《》{"{}"}[]<>.

wording-mismatch = The text says 「{ $wording }」, the standard “{ $title }” is { $bound }.
    .mend = Make them agree: mend the text, or the standard.
wording-mismatch-given = The wording given, 「{ $wording }」, does not say this edition's { $bound }.
    .mend = Make wording say the same bound.
wording-not-rewritten = 「{ $wording }」 can't be rewritten to say { $bound }.
    .mend = Add a line wording: below this standard, with this edition's words.
unlinked-quantity = 「{ $quantity }」 equals the standard “{ $title }” and is not linked to it; it will go stale.
    .mend = Write [{ $quantity }](std:{ $name }).

dangling-title = No document, form, part or edition is called 《{ $name }》. { $near }
    .mend = Mend the name; one outside the handbook goes into external_documents.
dangling-link = The file { $name } does not exist. { $near }
    .mend = Mend the path.
dangling-anchor = { $path } has no clause with the number or name { $anchor }.
    .mend = Mend it, or write {"{"}#name{"}"} after the clause and refer to that.
dangling-cite = What the form cites, { $name }, does not exist. { $near }
    .mend = Write document#name or document#number.
numeric-reference = A clause is referred to by its number { $anchor }, which may move.
    .mend = Write {"{"}#name{"}"} after that clause and refer to the name.

duplicate-id = The { $what } “{ $name }” is taken, see { $first }.
    .mend = Choose another; upper and lower case, full and half width are no difference.
duplicate-id-id = id
duplicate-id-title = title
duplicate-id-code = code
duplicate-id-path = output path
duplicate-id-anchor = clause name
path-taken = { $path } is a page of the site's own.
    .mend = Give the file another name or folder.

late-effective = The effective date { $effective } is { $days } days after the opening { $opens }.
    .mend = It must not be later than the opening.
unfilled-delegation = “{ $document }” { $number } “{ $title }” is left to the local company, and this edition does not fill it.
    .mend = In { $path } write ## {"{"}fill={ $number }{"}"}, or in edition.yaml, under fill, { $title }: …
missing-section = The procedure lacks its section { $number }, { $section }.
    .mend = The seven sections are: { $all }. One without content says 无。
missing-section-order = Section { $number } should be { $section }.
    .mend = Put the seven sections in order: { $all }.
failing-parent = { $parent }, which this edition extends, has errors, so it can't be published.
    .mend = Mend { $parent } first.
products-empty = There are no products, so every document for a product would be left out.
    .mend = Name at least one, or delete products (they are then inherited).
product-unknown = Neither the handbook nor the edition above has a product { $name }. { $near }
    .mend = Choose from theirs.

unknown-clause = { $path } has no clause { $target }. { $near }
    .mend = Name an existing number or name.
amendment-left-out = The document of { $target } is not in this edition (other products).
    .mend = Delete this amendment, or mend products.
after-empty = The section after { $target } is empty.
    .mend = Write the clauses to be added.
fill-not-delegated = The clause { $target } is not left to the local company.
    .mend = To add to it, use {"{"}after={ $target }{"}"}.
fill-twice = The clause { $target } is filled twice.
    .mend = Keep one.
fill-empty = The filling of { $target } is empty.
    .mend = Write the local rule.
fill-unknown-title = No delegated clause is titled “{ $title }”.
    .mend = The title must be the group's, to the letter.
na-children = What marks { $target } as not applicable gives the reason, and has no clauses.
    .mend = Write the reason as a paragraph; add clauses with {"{"}after={ $target }{"}"}.
replace-children = A replacement of { $target } has no clauses below it; the clause keeps its own.
    .mend = Write only the clause's own text; add others with {"{"}after={ $target }{"}"}.
replace-empty = The replacement of { $target } is empty. A clause can't be deleted.
    .mend = Write the new words; if it does not apply, use {"{"}na={ $target }{"}"} and ask for the group's approval.
unapproved-replacement = The { $what } of { $clause } is not approved by the group.
    .mend = Let the group run handbook approve { $edition } { $clause } --by … --reason …; to add only, use {"{"}after=…{"}"}.
unapproved-replacement-text = replacement
unapproved-replacement-na = “not applicable”
unapproved-replacement-changed = The { $what } of { $clause } was approved, but the group's text or the local one has changed since: the approval is void.
    .mend = Let the group look again and run handbook approve { $edition } { $clause } --by … --reason …
stale-amendment = The group's text that { $clause } amends has changed.
    .mend = Run handbook rebase { $edition } to see both, then confirm with --accept { $clause }.
stale-amendment-unknown = { $clause } was written against version { $based_on }; now it is { $version }, and nothing shows that the text is the same.
    .mend = Run handbook rebase { $edition } to see the text, then confirm with --accept { $clause }.
outdated-base = This edition was written against version { $based_on }; now it is { $version }.
    .mend = Run handbook rebase { $edition }, then set based_on to "{ $version }".
banned-phrase = “{ $phrase }” is among “{ $title }” and can't stand in speech that the handbook teaches.
    .mend = Say it in other words.
loosened-wording = 「{ $words }」 loosens what the group requires, 「{ $group }」.
    .mend = Delete the loosening words, or write a stricter rule. It can't be approved.
loosened-words = 「{ $words }」 loosens what the group requires.
    .mend = Delete the loosening words, or write a stricter rule. It can't be approved.
loosened-dropped = What the group requires, 「{ $group }」, is missing from the local text, or weaker in it.
    .mend = Keep it. It can't be approved away.
loosened-name = 「{ $words }」 in 「{ $text }」 is a rule or an exception. Titles, reasons and parameters name and explain; they rule nothing.
    .mend = Give only the name or the number.
missing-glyph = The print fonts have no character “{ $character }” ({ $code }): neither forms nor the book can show it.
    .mend = Write another character, or name a font that has it under fonts in handbook.yaml.
