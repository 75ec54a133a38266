# 表单:印在纸上、显示在页面上的文字

form-code = 编号：{ $text }
form-version = 版本：{ $text }
form-serial = 流水号：{ $text }
form-draft = 草稿
form-continued = { $title }（续）
form-retention = 保存期限：{ $text }
form-cites = 依据：{ $text }
form-list-comma = 、
form-page = 第 { $page } 页 共 { $pages } 页
form-note = 注：
form-sign-here = { $label }（签字）：
form-clause = 条款
form-clause-text = 检查内容
# 每个 _ 是一段书写的空白
form-date = ______年____月____日
form-time = ____时____分
form-date-time = ______年____月____日____时____分
form-clear = 清空
form-print = 打印
form-open-pdf = 打开 PDF
form-fillable-pdf = 可填写的 PDF
form-row = 第 { $row } 行
form-lines-label = 书写栏
form-signed = 签字
form-signed-on = 日期

# 表单:读取时发现的问题

form-one-block = body 的这一项不是恰好一种内容。
    .mend = 每一项只写 section、fields、text、table、clauses、lines、signatures、notes 中的一个；其他的另起一项，以“-”开头。
form-length = 「{ $text }」不是长度。
    .mend = 写数字和单位，例如 15mm、1.5cm。
form-length-range = 长度 { $text } 超出范围。
    .mend = 取 { $least }mm 至 { $most }mm 之间的值。
form-number-range = { $number } 超出范围。
    .mend = 取 { $least } 至 { $most } 之间的整数。
form-duplicate-name = 名称「{ $name }」在本表单中已经用过。
    .mend = 换一个名称，或删去 name 由程序命名。
form-no-options = 这里没有可勾选的选项。
    .mend = 在 options 中至少写一个选项。
form-field-mixed = 这一栏写了互相冲突的填写方式。
    .mend = options、type、value 与 unit 只能用一种；lines 可以单独用，也可以与 options、value 或 unit 同用。
form-no-columns = 表格没有列。
    .mend = 在 columns 中至少写一列。
form-group-mixed = 分组的表头不能有 width、options 或 choose。
    .mend = 把它们写到组内的各列上。
form-deep-header = 表头超过两级。
    .mend = 表头最多两级，请合并其中一级。
form-column-mixed = 同一列不能既编号又有选项。
    .mend = 分成两列。
form-clauses-group = 检查表的列不能分组。
    .mend = 直接写列名，或 title 与 width。
form-rows = rows 的值「{ $text }」无法识别。
    .mend = 写 fill（填满页面）、行数，或预印各行的列表。
form-lines = lines 的值「{ $text }」无法识别。
    .mend = 写行数，或 fill（填满页面）。
form-shape = 这里的写法无法识别。
    .mend = 写一个值，或用「键： 值」写全。
form-long-row = 这一行有 { $cells } 格，而表格只有 { $columns } 列可填。
    .mend = 删去多余的格；编号列可以不写。
form-row-column = 表格没有名为「{ $name }」的列。{ $near }
    .mend = 可用的列：{ $known }。

# 表单:排版时发现的问题

form-overflow-width = 「{ $text }」需要宽 { $needed } 毫米，而这里只有 { $available } 毫米。
    .mend = 缩短或拆开文字，或加宽这一列、减少列数、换更大的纸。
form-overflow-height = 这里的内容需要高 { $needed } 毫米，而一页只有 { $available } 毫米。
    .mend = 减少行数或文字，拆成几项，或换更大的纸。
form-overflow-blank = 「{ $text }」的填写栏只剩 { $available } 毫米宽，至少要 { $needed } 毫米。
    .mend = 减少 columns，或用 span 让它占更多列。
form-overflow-table = 表格各列至少要宽 { $needed } 毫米，而页面只有 { $available } 毫米。
    .mend = 减小列宽或列数，或把页面改为横向、换更大的纸。
