# 读源文件时发现的问题

did-you-mean = 是不是想写 { $name }？

yaml-tab = YAML 的缩进里有制表符（Tab）。
    .mend = 把制表符换成空格。
yaml-unknown-key = 不认识的键 { $name }。{ $near }
    .mend = 这里可以写：{ $known }。
yaml-unknown-value = 不认识的值 { $name }。{ $near }
    .mend = 这里可以写：{ $known }。
yaml-duplicate-key = 键 { $key } 写了两次。
    .mend = 留下一个。
yaml-missing-key = 缺少必填的键 { $field }。
    .mend = 补上 { $field }: …
yaml-unquoted-placeholder = 以 {"{{"} 开头的值没有加引号，YAML 会把它读成映射。
    .mend = 写成 "{"{{"}…{"}}"}"，两边加英文双引号。
yaml-wrong-type = 这里应为 { $expected }，实际是 { $found }。
    .mend = 按所需的类型改写这个值。
yaml-empty = 文件是空的。
    .mend = 写上必填的内容，或者删去这个文件。
yaml-ends-early = YAML 在这里中断了：引号、括号或缩进没有写完。
    .mend = 补全引号、括号，或检查这一行的缩进。
yaml-unreadable = 这里不是合法的 YAML：{ $reason }。
    .mend = 检查这一行的缩进、冒号后的空格和引号。

print-address = 网站地址无法使用。
    .mend = 写成 https://handbook.example.com/ 的样子：只用英文字符，不超过 120 个，不带 ? 和 #。
print-logo = 这个标志文件不是能读的 PNG 图片。
    .mend = 换成 PNG 格式（可以用任何看图软件另存），不要太大。
print-font = 这个文件不是能读的字体。
    .mend = 换成 OpenType 或 TrueType 字体（.otf、.ttf）。
print-outside = { $path } 在手册目录以外。
    .mend = 把文件放进手册目录，写相对于 handbook.yaml 的路径。
print-unreadable = 读不了 { $path }：{ $reason }。
    .mend = 检查文件名、大小写和位置；路径相对于 handbook.yaml。
link-outside = 这个文件是指向手册目录以外的链接。
    .mend = 把文件本身放进手册目录。
file-missing = 没有 { $path } 这个文件。
    .mend = 恢复这个文件，或检查文件名、大小写和位置。
file-unreadable = 读不了这个文件：{ $reason }。
    .mend = 检查文件是否存在、是否有读取权限。
encoding-gbk = 文件不是 UTF-8 编码，很可能是 GBK。
    .mend = 用编辑器另存为 UTF-8 编码（记事本：文件 → 另存为 → 编码选 UTF-8）。
encoding-utf16 = 文件不是 UTF-8 编码，而是 UTF-16(Unicode)。
    .mend = 用编辑器另存为 UTF-8 编码。
encoding-unknown = 文件不是 UTF-8 编码。
    .mend = 用编辑器另存为 UTF-8 编码；如果它不是文本文件，请移出手册目录。
suspicious-character = 这里有看不见或会误导读者的字符 { $code }。
    .mend = 删去这个字符。它多半是从网页或聊天软件里复制来的。

front-matter-open = 文件头以 --- 开始，却没有用 --- 结束。
    .mend = 在文件头的最后一行之后加一行 ---。
document-empty = 文件里没有正文。
    .mend = 写上正文；还没有内容的章节，在 SUMMARY.md 里写成 [标题]()。
second-title = 一份文件只能有一个一级标题(#)。
    .mend = 把它改成二级标题(##)。
unknown-attribute = 不认识的属性 { $attribute }。
    .mend = 标题和条款后可以写 {"{"}#名称{"}"}、{"{"}.delegated{"}"} 或 {"{"}std=标准名{"}"}。

typed-number = 「{ $typed }」像是手写的编号。编号由手册自动生成，手写的会错位。
    .mend = 写成列表项（1. 后面加一个空格，且前面空一行）,或删去编号。
typed-number-list = 这里写的是 { $typed }.,发布出来是 { $number }。
    .mend = 改成发布时的序号；如果中间少了条款，请补上。
typed-number-indent = 下一级条款缩进不够，会变成同级的 { $number }（这里写的是 { $typed }.）。
    .mend = 与上一级的文字对齐：10. 以下的子项缩进 4 个空格。

summary-unreadable = SUMMARY.md 读不懂：{ $reason }。
    .mend = 目录的写法与 mdBook 相同：- [标题](路径.md)。
summary-missing-file = SUMMARY.md 列出的 { $path } 不存在。
    .mend = 建立这个文件，或改正路径；还没写的章节写成 [标题]()。
unlisted-document = { $path } 没有列入 SUMMARY.md,不会发布。
    .mend = 在 SUMMARY.md 里加一行，或移走这个文件。

standard-one-bound = 一个标准须有且只有一个限值，这里有 { $count } 个。
    .mend = 在 at_most、at_least、exactly、between、covers、within、includes、excludes、one_of、level 中写一个。
standard-no-items = 找不到带 {"{"}std={ $name }{"}"} 的标题，不知道以哪些条目为准。
    .mend = 在列表上方的标题后写 {"{"}std={ $name }{"}"}。
standard-unreadable = 读不懂这个限值：{ $reason }。
    .mend = 写成一个数加一个单位，例如 3 声、2 小时、半天。
tightening-one-bound = 每个标准最多写一个限值，这里有 { $count } 个，也没有单独写 strength。
    .mend = 写一个限值，例如 at_most: 2 声。

amendment-front-matter = 对上级文件的修订不带文件头。
    .mend = 删去 --- 之间的部分；本地新增的文件要换一个上级没有的路径。
amendment-outside-section = 这段文字不在任何修订小节之内。
    .mend = 放到一个小节里，例如 ## 标题 {"{"}after=1.2{"}"}。
amendment-no-verb = 这个小节没有说明做什么。
    .mend = 在标题后写一个：{"{"}after=条款{"}"}、{"{"}replace=条款{"}"}、{"{"}fill=条款{"}"} 或 {"{"}na=条款{"}"}。
amendment-section = 修订小节须是二级标题(##),只带一个属性。
    .mend = 写成 ## 标题 {"{"}after=1.2{"}"} 的样子。
approvals-in-edition = 批准只能由集团写在手册根目录的 approvals.yaml 里，放在版本目录中的不算数。
    .mend = 删去这个文件，请集团用 handbook approve 批准。

extends-unknown = 没有名为 { $name } 的版本。{ $near }
    .mend = 改成 editions/ 下的一个目录名，或删去 extends（默认继承集团版）。
extends-cycle = { $name } 又继承回本版本，成了一个圈。
    .mend = 改正 extends:项目继承城市公司，城市公司继承集团。
edition-id-taken = 版本目录不能叫 { $id }，这个名称另有用途。
    .mend = 给目录换一个名称。

mdbook-failed = mdBook 处理失败：{ $reason }
    .mend = 检查 book.toml、SUMMARY.md 和所用的预处理器。
not-a-handbook = { $folder } 不是手册目录：里面没有 handbook.yaml，也没有 book.toml。
    .mend = 用 --handbook 指出手册所在的目录。
no-such-folder = 目录 { $folder } 不存在。
    .mend = 用 --handbook 指出手册所在的目录。

edition-include = 本地版本的文件不能包含别的文件。
    .mend = 把需要的文字直接写在这里。
edition-link-definition = 本地版本的文件不能定义引用式链接。
    .mend = 写成 [文字](地址)。
edition-html = 本地版本的文件不能有 HTML（包括注释）。
    .mend = 删去它，用 Markdown 书写。
edition-open-fence = 代码块没有结束，后面的内容会被它吞掉。
    .mend = 在代码块末尾补上同样的一行 ```。
edition-footnote = 本地版本的文件不能有脚注：读者容易漏看。
    .mend = 把脚注的内容写进条款。
edition-strikethrough = 本地版本的文件不能有删除线：划掉的字还在，读者却当它作废。
    .mend = 删去划掉的文字。
lock-altered = edition.lock 里这一条的文字和它的校验值对不上，文件被手工改过。
    .mend = 删去这一条，用 handbook rebase 重新核对。
color-unreadable = 看不懂颜色 { $color }。
    .mend = 写成 #12606a 这样的六位十六进制数，并加引号。
external-image = 图片来自手册以外的网址。
    .mend = 把图片文件放进手册目录，写相对路径。
