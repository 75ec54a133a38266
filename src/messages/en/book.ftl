# The printed book: the words in it

book-cover = Cover
book-control = Document control
book-legend = A bar in the left margin marks local content: supplements, replacements, local text and what does not apply, with the edition that made it; underlined values are those that this edition raises. All else is the group's text.
book-documents = Documents
book-document = Document
book-form = Form
book-page = Page
book-appendix = Appendix: forms
book-indexes = Indexes
book-standards = Index of standards
book-forms = Index of forms
book-group-value = { " " }(group: { $value })
