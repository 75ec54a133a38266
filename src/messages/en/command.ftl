# The command line

severity-error = error
severity-warning = warning
mend = help
build-reading = Reading…
build-checking = Checking…
build-publishing = Publishing { $number }/{ $editions }: { $title }
build-done = { $editions ->
    [one] { $editions } edition
   *[other] { $editions } editions
 } · { $pages ->
    [one] { $pages } page
   *[other] { $pages } pages
 } · { $forms ->
    [one] { $forms } form
   *[other] { $forms } forms
 } · { $seconds } s
build-refused = Not published: { $editions }. What was published before stays as it was.
check-conforms = ✓ { $id } “{ $title }” conforms ({ $warnings ->
    [one] { $warnings } warning
   *[other] { $warnings } warnings
 })
check-refused = ✗ { $id } “{ $title }” does not conform ({ $errors ->
    [one] { $errors } error
   *[other] { $errors } errors
 }, { $warnings ->
    [one] { $warnings } warning
   *[other] { $warnings } warnings
 })
standards-none = There are no standards.
no-such-edition = No edition is called { $name }. { $near }
    .mend = `handbook check` lists the editions.
no-such-form = No form is called { $name }. { $near }
    .mend = Give the form's file name without .yaml, or its code.
forms-copies = { $copies } copies can't be printed.
    .mend = Write a number from 1 to { $most }; print more in several runs, with the numbers going on.
forms-serial = There is no counting on from “{ $text }”.
    .mend = End it with digits, in no more than 24 characters: A0001.
forms-serial-mark = A Code 128 says only Latin letters, digits and signs, not “{ $text }”.
    .mend = Use --mark qr, or another number.
forms-mark-alone = --mark is given, but no number for it to say.
    .mend = Give the first copy's number, such as --serial A0001.
output-failed = Can't write { $path }: { $reason }
    .mend = Check the disk's space and the permissions.
output-locked = Another handbook is writing to { $path }.
    .mend = Try again when it has ended.
template-failed = A template failed: { $reason }
    .mend = Look at the template of that name in the handbook's templates/ folder.
approve-nothing = No clause { $name } needs an approval. { $near }
    .mend = Only replace and na need one; write it like telephone#1.1.
approve-done = Approved { $clause } of { $edition }; written to approvals.yaml.
rebase-group-edition = The group's edition extends nothing.
    .mend = Name a local edition.
rebase-nothing = This edition does not amend { $name }. { $near }
    .mend = `handbook rebase` lists what is to be confirmed.
rebase-before = The group's text when the amendment was written:
rebase-group = The group's text now:
rebase-local = The local text:
rebase-unknown = (not recorded)
rebase-done = All amendments of { $edition } are confirmed against the present text.
rebase-open = { $edition } has { $count ->
    [one] { $count } amendment
   *[other] { $count } amendments
 } to confirm: use --accept TARGET or --accept-all.
serve-at = Open { $address } in a browser. Pages follow the sources as they change; Ctrl+C ends it.
serve-read = read { $editions ->
    [one] { $editions } edition
   *[other] { $editions } editions
 } · { $seconds } s
serve-failed = The site can't be served at { $address }: { $reason }
    .mend = Choose another port: --port 3001.
new-title = the edition's title, change it as needed
new-effective = not later than the opening
new-parameters = Parameters: put in the project's own names and numbers
new-example = (an example: change it)
new-fill = Clauses left to the local company: the group's words stand behind #, write the local rule
new-fill-default = 按城市公司现行制度执行。
new-standards = Standards that may be tightened, never loosened: take away the # and give a stricter value; a reason may be added
new-amendments = To add or reword clauses, write sections in { $folder }/{ $path } (《{ $title }》, for example)
    {"## Title {after=1.1}"}  adds after 1.1; list the clauses below as 1. 2.
    {"## {replace=1.1}"}      rewords 1.1; the group must approve it: handbook approve
    {"## {fill=5}"}           fills clause 5, which is left to you
    {"## {na=1.1}"}           1.1 does not apply; write why below; the group must approve it
    Documents of your own go below { $folder }/ at other paths, forms into { $folder }/forms/.
new-bad-id = An edition's folder can't be called { $id }.
    .mend = Use lower-case letters, digits and hyphens, such as chengdu-jinxiu; group and draft are taken.
new-bad-product = The edition above has no product { $name }. { $near }
    .mend = Choose from its products.
new-exists = { $folder } exists already.
    .mend = Choose another name, or move it away.
new-done = Wrote { $path }. When you have edited it: handbook check --edition { $id }, then handbook build
diff-tighten = tightened
diff-after = supplemented
diff-replace = replaced
diff-fill = filled
diff-na = not applicable
diff-document = local document “{ $title }”
diff-form = local form 《{ $title }》
diff-left-out = left out “{ $title }” (other products)
explain-nothing = No rule, clause or standard is called { $name }. { $near }
    .mend = Write a clause like telephone#1.2, a standard like telephone.answer-rings.
