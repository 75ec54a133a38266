# What is wrong with the sources by themselves

did-you-mean = Did you mean { $name }?

yaml-tab = There is a tab in YAML's indentation.
    .mend = Put spaces in its place.
yaml-unknown-key = Unknown key { $name }. { $near }
    .mend = Here may stand: { $known }.
yaml-unknown-value = Unknown value { $name }. { $near }
    .mend = Here may stand: { $known }.
yaml-duplicate-key = The key { $key } is written twice.
    .mend = Keep one of them.
yaml-missing-key = The key { $field } is missing.
    .mend = Add { $field }: …
yaml-unquoted-placeholder = A value that starts with {"{{"} has no quotes, so YAML takes it for a mapping.
    .mend = Write "{"{{"}…{"}}"}", in double quotes.
yaml-wrong-type = Expected { $expected }, found { $found }.
    .mend = Write a value of that type.
yaml-empty = The file is empty.
    .mend = Write what it must hold, or delete it.
yaml-ends-early = The YAML ends in the middle: a quote, a bracket or an indentation is not finished.
    .mend = Finish the quote or bracket, or look at this line's indentation.
yaml-unreadable = This is no valid YAML: { $reason }.
    .mend = Look at this line's indentation, the space after the colon, and the quotes.

print-address = The site's address can't be used.
    .mend = Write it like https://handbook.example.com/: ASCII only, up to 120 characters, no ? and #.
print-logo = The logo is no readable PNG picture.
    .mend = Save it as a PNG, and not too large.
print-font = This is no readable font.
    .mend = Use an OpenType or TrueType font (.otf, .ttf).
print-outside = { $path } lies outside the handbook's folder.
    .mend = Put the file into the folder and write its path relative to handbook.yaml.
print-unreadable = { $path } can't be read: { $reason }.
    .mend = Check the name, its case, and the place; the path is relative to handbook.yaml.
link-outside = This file is a link that leads out of the handbook's folder.
    .mend = Put the file itself into the handbook's folder.
file-missing = There is no { $path }.
    .mend = Bring it back, or check its name, capital letters and place.
file-unreadable = Can't read this file: { $reason }.
    .mend = See whether it exists and may be read.
encoding-gbk = The file is not UTF-8; it is probably GBK.
    .mend = Save it as UTF-8 (Notepad: File → Save as → Encoding: UTF-8).
encoding-utf16 = The file is not UTF-8 but UTF-16 (“Unicode”).
    .mend = Save it as UTF-8.
encoding-unknown = The file is not UTF-8.
    .mend = Save it as UTF-8; if it is no text, move it out of the handbook's folder.
suspicious-character = Here is a character { $code } that can't be seen or looks like another.
    .mend = Delete it. It probably came along when text was copied from a web page or a chat.

front-matter-open = The front matter begins with --- and has no closing ---.
    .mend = Add a line --- after its last line.
document-empty = The file has no text.
    .mend = Write it; a chapter without text yet is written [Title]() in SUMMARY.md.
second-title = A document has only one title (#).
    .mend = Make it a heading of level two (##).
unknown-attribute = Unknown attribute { $attribute }.
    .mend = After a heading or a clause may stand {"{"}#name{"}"}, {"{"}.delegated{"}"} or {"{"}std=name{"}"}.

typed-number = “{ $typed }” looks like a typed number. Numbers are counted; a typed one goes wrong.
    .mend = Make it a list item (1. and a space, after an empty line), or delete the number.
typed-number-list = Here stands { $typed }., published is { $number }.
    .mend = Type the number that is published; if clauses are missing, add them.
typed-number-indent = This item is indented too little to stand below the one above; it becomes { $number } (typed { $typed }.).
    .mend = Align it with the text above: four spaces below 10.

summary-unreadable = SUMMARY.md can't be read: { $reason }.
    .mend = It is written as mdBook's: - [Title](path.md).
summary-missing-file = { $path }, named in SUMMARY.md, does not exist.
    .mend = Create it, or mend the path; a chapter without text yet is written [Title]().
unlisted-document = { $path } is not in SUMMARY.md and will not be published.
    .mend = Add a line to SUMMARY.md, or move the file away.

standard-one-bound = A standard has exactly one bound, this one has { $count }.
    .mend = Give one of at_most, at_least, exactly, between, covers, within, includes, excludes, one_of, level.
standard-no-items = No heading carries {"{"}std={ $name }{"}"}, so its items are unknown.
    .mend = Write {"{"}std={ $name }{"}"} after the heading above the list.
standard-unreadable = This bound can't be read: { $reason }.
    .mend = Write a number and a unit, such as 3 声, 2 小时, 半天.
tightening-one-bound = A standard has at most one bound; this one has { $count } and no strength either.
    .mend = Give one bound, such as at_most: 2 声.

amendment-front-matter = An amending file has no front matter.
    .mend = Delete what stands between ---; a document of the edition's own needs a path that the group does not have.
amendment-outside-section = This text stands in no section.
    .mend = Put it into one, such as ## Title {"{"}after=1.2{"}"}.
amendment-no-verb = This section does not say what it does.
    .mend = After its heading write one of {"{"}after=clause{"}"}, {"{"}replace=clause{"}"}, {"{"}fill=clause{"}"}, {"{"}na=clause{"}"}.
amendment-section = A section is a heading of level two (##) with one attribute.
    .mend = Write it like ## Title {"{"}after=1.2{"}"}.
approvals-in-edition = Approvals are the group's, in approvals.yaml at the top of the handbook; one in an edition counts for nothing.
    .mend = Delete this file and ask the group to run handbook approve.

extends-unknown = No edition is called { $name }. { $near }
    .mend = Name a folder below editions/, or delete extends (the group is the default).
extends-cycle = { $name } extends this edition in turn.
    .mend = Mend extends: a project extends a city company, a city company the group.
edition-id-taken = An edition's folder can't be called { $id }.
    .mend = Choose another name.

mdbook-failed = mdBook failed: { $reason }
    .mend = Look at book.toml, SUMMARY.md and the preprocessors.
not-a-handbook = { $folder } is no handbook: it has neither handbook.yaml nor book.toml.
    .mend = Name the handbook's folder with --handbook.
no-such-folder = The folder { $folder } does not exist.
    .mend = Name the handbook's folder with --handbook.

edition-include = A local edition's files can't include others.
    .mend = Write the text here.
edition-link-definition = A local edition's files can't define reference links.
    .mend = Write [text](address).
edition-html = A local edition's files have no HTML, nor comments.
    .mend = Delete it and write Markdown.
edition-open-fence = This code block has no end; it swallows what follows.
    .mend = End it with a line ```.
edition-footnote = A local edition's files have no footnotes: readers overlook them.
    .mend = Write it into the clause.
edition-strikethrough = A local edition's files strike nothing out: the words are still there, and readers take them for void.
    .mend = Delete the words.
lock-altered = This entry of edition.lock does not match its hash: somebody has edited the file.
    .mend = Delete the entry and look again with handbook rebase.
color-unreadable = { $color } is no colour that can be read.
    .mend = Write six hexadecimal digits in quotes, such as "#12606a".
external-image = The picture comes from outside the handbook.
    .mend = Put the file into the handbook's folder and give its relative path.
