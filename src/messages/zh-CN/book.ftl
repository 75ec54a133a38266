# 全册打印：书中的文字

book-cover = 封面
book-control = 文件控制
book-legend = 正文左侧有竖线的，是本版本的本地内容：补充、替换、填写或不适用，并注明由哪个版本作出；加下划线的限值由本版本提高。其余为集团原文。
book-documents = 文件清单
book-document = 文件
book-form = 表单
book-page = 页码
book-appendix = 附录　表单
book-indexes = 索引
book-standards = 标准索引
book-forms = 表单索引
book-group-value = （集团：{ $value }）
