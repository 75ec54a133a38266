# Every rule: one sentence, then why, an example, the mend

rule-bad-source =
    A source has something unreadable, invisible or not allowed.
    Why: what can't be read can't be checked, and invisible characters or links out of the handbook can hide a loosening.
    Example: a tab in YAML's indentation; a mistyped key; a file in GBK; extends in a circle.
    Mend: change that place; save every file as UTF-8.
rule-banned-phrase =
    A banned phrase stands in speech that the handbook teaches.
    Why: the handbook can't teach what it forbids.
    Example: 马上 is excluded (speech: true), and the text says “请稍候，马上就来”.
    Mend: say it in other words. In the group's own documents it is a warning.
rule-below-standard =
    A local bound is below the group's, or can't be shown not to be.
    Why: all that the local bound permits, the group's must certainly permit too.
    Example: the group has at_most: 3 声, the edition at_most: 5 声; at_least: 30 天 against 1 个月.
    Mend: make it the same or stricter, or delete the line.
rule-dangling-reference =
    A reference leads nowhere.
    Why: readers follow it and find nothing.
    Example: a mistyped 《title》; telephone.md#9.9.
    Mend: mend the name; papers outside the handbook go into external_documents.
rule-duplicate-id =
    An id, title, code or output path is used twice.
    Why: a name that means two things means none; and a local document must not take the place of the group's.
    Example: two documents titled 电话礼仪.
    Mend: choose another; case and width are no difference.
rule-failing-parent =
    The edition that this one extends has errors.
    Why: this one stands on it.
    Example: the city company's edition is below standard, so none of its projects' can be published.
    Mend: mend the one above first.
rule-form-overflow =
    Something in a form does not fit.
    Why: such a form can't be printed.
    Example: a label longer than its cell, with nowhere to break.
    Mend: shorten the text, widen the column, or take larger paper.
rule-late-effective =
    The effective date is after the opening.
    Why: the local standards must be in force when the project opens.
    Example: opens: 2027-03-01, effective: 2027-04-01.
    Mend: put the effective date on or before the opening.
rule-loosened-wording =
    A local text loosens what the group requires.
    Why: standards are not only in figures. A looser text is below the group's, approved or not.
    Example: 节假日除外 below a clause of three rings; 必须 become 宜.
    Mend: delete the loosening words, or write a stricter rule.
rule-missing-glyph =
    The fonts lack a character.
    Why: a form or the book would be printed with a gap; only the site could show it.
    Example: 😀 in a document or on a form.
    Mend: write another, or name a font that has it under fonts in handbook.yaml.
rule-missing-parameter =
    A parameter has no value.
    Why: an edition that opens goes to customers and staff, and can't have blanks.
    Example: the text uses {"{{"}service_center{"}}"}, and edition.yaml does not set it.
    Mend: set it under parameters in edition.yaml.
rule-missing-section =
    A procedure lacks a section, or has them out of order.
    Why: a procedure has seven: 目的 范围 职责 方法和过程控制 考核程序 相关表格 相关文件.
    Example: there is no 相关文件.
    Mend: add it; one without content says 无。
rule-numeric-reference =
    A clause is referred to by its number.
    Why: when the group adds a clause the number moves, and the reference leads elsewhere.
    Example: telephone.md#1.2.
    Mend: write {"{"}#name{"}"} after the clause and refer to the name.
rule-outdated-base =
    A local edition was written against an older version of the handbook.
    Why: when the group has changed it, local amendments need another look.
    Example: based_on: "2026.1" while the handbook is 2026.2.
    Mend: run handbook rebase, then set based_on.
rule-stale-amendment =
    The group's text that an amendment was written against has changed.
    Why: what fitted the old text may not fit the new one, or may loosen it.
    Example: the group made two hours one hour; a supplement to that clause needs another look.
    Mend: run handbook rebase, then confirm with --accept.
rule-typed-number =
    A number was typed, or is not the one that is published.
    Why: numbers are counted; typed ones go wrong, and a list item can be swallowed by the paragraph above.
    Example: a paragraph that begins with 1.1, 1、 or (1); 3. twice in a list; three spaces below 10.
    Mend: make it a list item with the number that is published.
rule-unapproved-replacement =
    A replacement, or “not applicable”, has no approval of the group's.
    Why: only the group can agree to put its text in other words.
    Example: {"{"}replace=1.1{"}"} with no approval, or one for another text.
    Mend: let the group run handbook approve; to add only, use {"{"}after=…{"}"}.
rule-unfilled-delegation =
    A clause left to the local company is not filled.
    Why: the group leaves it to you, and it must be settled before the opening.
    Example: 考核程序 is the company's to write, and the project's edition has none.
    Mend: use {"{"}fill=…{"}"}, or fill in edition.yaml.
rule-unknown-clause =
    An amendment's target does not exist, or can't be amended so.
    Why: a supplement in the wrong place says something else.
    Example: {"{"}after=9.9{"}"}; fill on a clause that is not delegated.
    Mend: name an existing number or name.
rule-unknown-parameter =
    A parameter that the handbook does not have.
    Why: it is probably mistyped, and would leave a blank.
    Example: {"{{"}service_centre{"}}"}.
    Mend: mend the name, or add it to parameters in handbook.yaml.
rule-unknown-standard =
    There is no such standard.
    Why: a check against nothing checks nothing.
    Example: std:answer-ring (an s is missing).
    Mend: `handbook standards` lists them.
rule-unlinked-quantity =
    A quantity in the text equals a standard's value and is not linked to it.
    Why: when the standard changes, this will not.
    Example: the standard is 2 小时, and another clause says 2 小时 again.
    Mend: write [2小时](std:dispatch).
rule-unlisted-document =
    A document is not in SUMMARY.md.
    Why: it is not published, and nobody will see it.
    Example: a new file was not added to the contents.
    Mend: add a line to SUMMARY.md, or move the file away.
rule-wording-mismatch =
    A wording does not say what its standard says.
    Why: what readers see must be what is required.
    Example: the standard is at_most: 3 声, the text says 四声内.
    Mend: mend the text or the standard; in an edition give the words with wording.
