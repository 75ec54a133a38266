//! Running heads and feet: the edition on the left, the document on the right, the number of the page below.

use crate::book::Book;
use crate::book::page::{HEIGHT, Look, Page, Rule, Run, TEXT, WIDTH, cut};
use crate::form::Mm;
use crate::message::say;

/// Where heads and feet stand: their baselines, from the top.
struct Edges {
    head: Mm,
    /// The space to their left and right.
    side: Mm,
    rule: bool,
    number: Mm,
    sentence: Mm,
}

const OF_TEXT: Edges =
    Edges { head: 19.0, side: TEXT.x, rule: true, number: HEIGHT - 22.0, sentence: HEIGHT - 15.0 };
/// A form's sheet has margins of its own, and the rest of the page is narrow.
const OF_FORM: Edges =
    Edges { head: 10.5, side: 15.0, rule: false, number: HEIGHT - 11.6, sentence: HEIGHT - 7.0 };

/// Puts head and foot on every page; the cover has only what no page of a local edition may lack.
pub fn put(book: &Book<'_, '_>, pages: &mut [Page]) {
    let sentence = (book.edition.layer() > 0).then(|| say("site-strict", book.language));
    let middle = WIDTH / 2.0;
    for (at, page) in pages.iter_mut().enumerate() {
        let edges = if page.sheet.is_some() { OF_FORM } else { OF_TEXT };
        if at > 0 {
            let room = 0.48 * TEXT.width;
            let (title, head) = (cut(&book.head.title, Look::NOTE, room), cut(&page.head, Look::NOTE, room));
            page.edges.runs.push(Run::new(&title, edges.side, edges.head, Look::NOTE));
            page.edges.runs.push(Run::ending(&head, WIDTH - edges.side, edges.head, Look::NOTE));
            if edges.rule {
                page.edges.rules.push(Rule::across(TEXT.x, edges.head + 2.0, TEXT.width, 0.35));
            }
            let number = (at + 1).to_string();
            page.edges.runs.push(Run::centred(&number, middle, edges.number, Look::sized(9.0)));
        }
        if let Some(sentence) = &sentence {
            page.edges.runs.push(Run::centred(sentence, middle, edges.sentence, Look::NOTE));
        }
    }
}
