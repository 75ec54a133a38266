# Forms: words printed on paper and shown on the page

form-code = No.: { $text }
form-version = Version: { $text }
form-serial = Serial: { $text }
form-draft = DRAFT 草稿
form-continued = { $title } (continued)
form-retention = Keep for: { $text }
form-cites = Required by: { $text }
form-list-comma = ,{ " " }
form-page = Page { $page } of { $pages }
form-note = Note:{ " " }
form-sign-here = { $label } (signature):
form-clause = Clause
form-clause-text = To be checked
# each _ is some room to write in
form-date = ______-____-____
form-time = ____:____
form-date-time = ______-____-____, ____:____
form-clear = Clear
form-print = Print
form-open-pdf = Open PDF
form-fillable-pdf = Fillable PDF
form-row = Row { $row }
form-lines-label = To write in
form-signed = signature
form-signed-on = date

# Forms: what is wrong with a source

form-one-block = This item of the body is not exactly one kind of content.
    .mend = Write one of section, fields, text, table, clauses, lines, signatures, notes; begin another item with “-” for the rest.
form-length = “{ $text }” is no length.
    .mend = Write a number with a unit, such as 15mm or 1.5cm.
form-length-range = The length { $text } is out of range.
    .mend = Use a value from { $least }mm to { $most }mm.
form-number-range = { $number } is out of range.
    .mend = Use a whole number from { $least } to { $most }.
form-duplicate-name = The name “{ $name }” is already used in this form.
    .mend = Choose another, or leave out name to have one given.
form-no-options = There is nothing to tick here.
    .mend = Write at least one option into options.
form-field-mixed = This field is to be filled in in ways that exclude one another.
    .mend = Use only one of options, type, and value or unit; lines goes alone or with options, value or unit.
form-no-columns = The table has no columns.
    .mend = Write at least one column into columns.
form-group-mixed = A heading over several columns can't have width, options or choose.
    .mend = Write them at the columns below it.
form-deep-header = The header has more than two levels.
    .mend = Two levels are the most; merge one of them.
form-column-mixed = A column can't be numbered and have options.
    .mend = Make it two columns.
form-clauses-group = The columns of a checklist can't be grouped.
    .mend = Write the titles, or title and width.
form-rows = rows can't be “{ $text }”.
    .mend = Write fill (to fill the page), a number of rows, or a list of preprinted rows.
form-lines = lines can't be “{ $text }”.
    .mend = Write a number of lines, or fill (to fill the page).
form-shape = This can't be written so.
    .mend = Write a single value, or “key: value” in full.
form-long-row = This row has { $cells } cells, but the table has { $columns } columns to fill.
    .mend = Take away cells; those of a numbered column may be left out.
form-row-column = The table has no column named “{ $name }”. { $near }
    .mend = Its columns: { $known }.

# Forms: what is wrong on paper

form-overflow-width = “{ $text }” needs a width of { $needed } mm, but there are only { $available } mm.
    .mend = Shorten or split the text, widen the column, use fewer columns, or larger paper.
form-overflow-height = This needs a height of { $needed } mm, but a page has only { $available } mm.
    .mend = Use fewer lines or words, split it into several items, or use larger paper.
form-overflow-blank = The blank of “{ $text }” would be { $available } mm wide; it needs { $needed } mm.
    .mend = Use fewer columns, or give it more of them with span.
form-overflow-table = The table's columns need at least { $needed } mm, but the page has only { $available } mm.
    .mend = Narrow or drop columns, turn the page to landscape, or use larger paper.
