# 核对版本时发现的问题

layer-group = 集团

below-standard = 「{ $title }」低于标准：{ $above }要求{ $group }；本版本为{ $local }。{ $reason }
    .mend = 改为{ $group }或更严的值。
below-standard-unreadable = 「{ $title }」的本地限值读不懂：{ $reason }。{ $above }要求{ $group }。
    .mend = 写成一个数加一个单位，不带「约」「左右」「几」。
below-standard-strength = 「{ $title }」的力度低于标准：上级为「{ $group }」，本版本为「{ $local }」。
    .mend = 改为「{ $group }」，或删去 strength（不写就沿用上级）。

unknown-standard = 没有名为 { $name } 的标准。{ $near }
    .mend = 写成 文件名.标准名；handbook standards 列出全部标准。
unknown-parameter = 没有名为 { $name } 的参数。{ $near }
    .mend = 在 handbook.yaml 的 parameters 里登记它，或改正名称。
missing-parameter = 参数「{ $title }」({ $name })没有取值，正文里会留空。
    .mend = 在 edition.yaml 的 parameters 里写 { $name }: { $example }
missing-parameter-empty = 参数 { $name } 是空的。
    .mend = 写上取值。
parameter-not-plain = 参数 { $name } 只能是一行普通文字。
    .mend = 去掉换行和 〔〕《》{"{}"}[]<> 等符号。

wording-mismatch = 正文写的是「{ $wording }」，而标准「{ $title }」是{ $bound }。
    .mend = 让正文与标准一致：改正文，或改标准。
wording-mismatch-given = 给出的措辞「{ $wording }」与本版本的{ $bound }不一致。
    .mend = 让 wording 说出同样的限值。
wording-not-rewritten = 正文的「{ $wording }」没法自动改写成{ $bound }。
    .mend = 在这个标准下加一行 wording: 写出本版本的措辞。
unlinked-quantity = 「{ $quantity }」与标准「{ $title }」的值相同，却没有链接到它；标准一改，这里就过时了。
    .mend = 写成 [{ $quantity }](std:{ $name })。

dangling-title = 没有名为《{ $name }》的文件、表单、篇章或版本。{ $near }
    .mend = 改正名称；如果指的是手册以外的文件，登记到 external_documents。
dangling-link = 链接的文件 { $name } 不存在。{ $near }
    .mend = 改正路径。
dangling-anchor = { $path } 里没有编号或名称为 { $anchor } 的条款。
    .mend = 改正编号，或在条款后写 {"{"}#名称{"}"} 再引用它。
dangling-cite = 表单引用的 { $name } 不存在。{ $near }
    .mend = 写成 文件名#条款名 或 文件名#编号。
numeric-reference = 用编号 { $anchor } 引用条款，编号一变引用就错了。
    .mend = 在那一条后写 {"{"}#名称{"}"}，改用名称引用。

duplicate-id = { $what }「{ $name }」已经用过了，见 { $first }。
    .mend = 换一个，大小写和全角半角不算区别。
duplicate-id-id = 标识
duplicate-id-title = 标题
duplicate-id-code = 编号
duplicate-id-path = 输出路径
duplicate-id-anchor = 条款名称

late-effective = 生效日期 { $effective } 晚于开盘日 { $opens }，晚了 { $days } 天。
    .mend = 生效日期不得晚于开盘日。
unfilled-delegation = 《{ $document }》{ $number }「{ $title }」由本地公司自行规定，本版本还没有写。
    .mend = 在 { $path } 里写 ## {"{"}fill={ $number }{"}"}，或在 edition.yaml 的 fill 里写 { $title }: …
missing-section = 工作程序缺少第 { $number } 节「{ $section }」。
    .mend = 七节依次为：{ $all }。没有内容的节写「无。」
missing-section-order = 第 { $number } 节应当是「{ $section }」。
    .mend = 按顺序排列七节：{ $all }。
failing-parent = 所继承的 { $parent } 有错误，本版本不能发布。
    .mend = 先改正 { $parent } 的错误。

unknown-clause = { $path } 里没有条款 { $target }。{ $near }
    .mend = 改成现有的编号或名称。
amendment-left-out = { $target } 所在的文件不在本版本之内（产品类型不符）。
    .mend = 删去这份修订，或改正 products。
after-empty = 补充在 { $target } 之后的小节是空的。
    .mend = 写上要补充的条款。
fill-not-delegated = 条款 { $target } 不是授权本地规定的条款，不能填写。
    .mend = 想补充内容，用 {"{"}after={ $target }{"}"}。
fill-twice = 条款 { $target } 填写了两次。
    .mend = 留下一处。
fill-empty = 条款 { $target } 的填写是空的。
    .mend = 写上本地的规定。
fill-unknown-title = 没有标题为「{ $title }」的授权条款。
    .mend = 标题要与集团手册里的一字不差。
na-children = 条款 { $target } 标为不适用时只写理由，不能带子条款。
    .mend = 把理由写成一段话；新增的条款用 {"{"}after={ $target }{"}"}。
replace-children = 改写条款 { $target } 时不能带子条款；它原有的子条款保留。
    .mend = 只写这一条自己的文字；新增的用 {"{"}after={ $target }{"}"}。
replace-empty = 改写条款 { $target } 的小节是空的。条款不能删除。
    .mend = 写上改写后的文字；确不适用的，用 {"{"}na={ $target }{"}"} 并报集团批准。
unapproved-replacement = { $clause } 的{ $what }没有集团的批准。
    .mend = 请集团核对后运行 handbook approve { $edition } { $clause } --by … --reason …；只想补充内容的，改用 {"{"}after=…{"}"}。
unapproved-replacement-text = 改写
unapproved-replacement-na = 「不适用」
unapproved-replacement-changed = { $clause } 的{ $what }批准过，但之后集团的条文或本地的文字改动了，批准已失效。
    .mend = 请集团重新核对后运行 handbook approve { $edition } { $clause } --by … --reason …
stale-amendment = { $clause } 所依据的集团条文已经改动。
    .mend = 运行 handbook rebase { $edition } 查看前后文字，核对后用 --accept { $clause } 确认。
stale-amendment-unknown = { $clause } 是依据 { $based_on } 版写的，现行的是 { $version } 版，无从证明条文没有改动。
    .mend = 运行 handbook rebase { $edition } 查看现行条文，核对后用 --accept { $clause } 确认。
outdated-base = 本版本依据的是 { $based_on } 版，现行的是 { $version } 版。
    .mend = 运行 handbook rebase { $edition } 核对，再把 based_on 改为 "{ $version }"。
banned-phrase = “{ $phrase }”属于「{ $title }」，不能出现在示范用语里。
    .mend = 换一种说法。
products-empty = 产品是空的，所有按产品划分的文件都会被排除在外。
    .mend = 至少写一种产品，或删去 products（沿用上级的）。
product-unknown = 手册或上级版本没有产品 { $name }。{ $near }
    .mend = 从上级版本的产品里选。
path-taken = { $path } 是网站自己的页面，文件不能用这个路径。
    .mend = 给文件换一个名称或目录。
loosened-wording = 「{ $words }」放宽了集团的要求「{ $group }」。
    .mend = 删去放宽的话；想提高要求的，直接写更严的要求。经批准也不能放宽。
loosened-words = 「{ $words }」放宽了集团的要求。
    .mend = 删去放宽的话；想提高要求的，直接写更严的要求。经批准也不能放宽。
loosened-dropped = 集团的要求「{ $group }」在本地的文字里没有了，或减弱了。
    .mend = 保留集团的这一要求；经批准也不能放宽。
loosened-name = 「{ $text }」里的「{ $words }」是一项规定或例外。名称、理由、参数只用来称呼和说明，不能作规定。
    .mend = 只写名称或号码。
missing-glyph = 印刷字体中没有字符「{ $character }」（{ $code }），表单和全册都印不出来。
    .mend = 换一个字符，或在 handbook.yaml 的 fonts 里写一个有它的字体文件。
