# 限值说成话

bound-at_most = 不超过{ $value }
bound-at_least = 不少于{ $value }
bound-exactly = { $value }
bound-between = { $low } 至{ $high }
bound-covers = 覆盖{ $value }
bound-within = 限于{ $value }
bound-includes = 包括{ $value }
bound-excludes = 禁用{ $value }
bound-one_of = { $value } 之一
bound-level = 不低于{ $value }

unreadable-empty = 没有写值
unreadable-no-number = 没有数
unreadable-no-unit = 数后面没有单位
unreadable-vague = 「{ $word }」不是确定的值
unreadable-too-long = 数字太长
unreadable-rest = 「{ $text }」不是数量的一部分
unreadable-mixed = 单位不是同一类，或没有从大到小写
unreadable-time = 「{ $text }」不是时段，应写成 21:00-次日08:00 的样子
unreadable-ends-before = 「{ $text }」的结束不晚于开始，跨夜的要写「次日」
unreadable-long-window = 「{ $text }」超过一天
unreadable-count = 应写 { $expected } 个值，这里是 { $found } 个
unreadable-dimensions = { $low } 和 { $high } 没法比较
unreadable-nothing = 下限 { $low } 高于上限 { $high }，没有什么能够符合
unreadable-uncertain = { $low } 至 { $high } 是不是空的要看日历
unreadable-grade = 等级「{ $grade }」不在 handbook.yaml 的 scales 里
unreadable-kind = 没有名为 { $key } 的限值
unreadable-several = 有不止一个数量
unreadable-contradiction = 前后两个比较词互相矛盾
unreadable-unclear = 「{ $word }」让意思不确定

shortfall-kind = 限值的种类不同，没法证明不低于上级。
shortfall-dimension = { $local } 和 { $group } 单位不同，没法比较。
shortfall-scale = 等级属于不同的体系，没法比较。
shortfall-exceeds = { $local }超出了 { $group }。
shortfall-falls-short = { $local }达不到 { $group }。
shortfall-no-upper = 没有上限，而上级的上限是 { $group }。
shortfall-no-lower = 没有下限，而上级的下限是 { $group }。
shortfall-unprovable = { $local } 与 { $group } 谁严要看日历，没法证明不低于上级。
shortfall-uncovered = 缺少 { $windows }。
shortfall-outside = 多出 { $windows }。
shortfall-missing = 缺少 { $items }。
shortfall-extra = 多出 { $items }。
shortfall-grade = { $local }低于 { $group }。
