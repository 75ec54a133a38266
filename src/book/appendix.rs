//! The forms: their laid-out sheets, one a page, turned and made smaller where their paper is another.

use crate::book::Book;
use crate::book::page::{HEIGHT, Marks, POINT, Page, Target, WIDTH};
use crate::form::{Mm, Rect, Sheet};
use crate::message::say;

/// What is left of the page between the running head and the foot.
const AREA: Rect = Rect { x: 10.0, y: 14.0, width: WIDTH - 20.0, height: HEIGHT - 28.0 };

/// A page for every sheet of every form.
pub fn pages(book: &Book<'_, '_>) -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::new();
    let name = say("book-appendix", book.language);
    for laid in book.edition.forms_by_code() {
        let title = laid.form.title.as_str();
        for (at, sheet) in book.sheets(laid).into_iter().enumerate() {
            let mut body = Marks::default();
            if pages.is_empty() {
                body.bookmarks.push((0, name.clone(), 0.0));
            }
            if at == 0 {
                body.bookmarks.push((1, title.to_owned(), 0.0));
                body.anchors.push((Target::Form(laid.source.id.clone()), 0.0));
            }
            let matrix = matrix(&sheet);
            let head = format!("{name} · {title}");
            pages.push(Page { body, sheet: Some((sheet, matrix)), head, ..Page::default() });
        }
    }
    pages
}

/// What brings a sheet's print to the middle of the page.
fn matrix(sheet: &Sheet) -> [f64; 6] {
    let printed = printed(sheet);
    let lies = sheet.width > sheet.height;
    let (width, height) =
        if lies { (printed.height, printed.width) } else { (printed.width, printed.height) };
    // A form on the book's own paper keeps its size where it can.
    let scale = (AREA.width / width).min(AREA.height / height).min(1.0);
    // The middle of the print, in points from the sheet's bottom left.
    let (x, y) = (printed.x + printed.width / 2.0, sheet.height - printed.y - printed.height / 2.0);
    let (to_x, to_y) = (AREA.x + AREA.width / 2.0, HEIGHT - AREA.y - AREA.height / 2.0);
    let (cos, sin) = if lies { (0.0, scale) } else { (scale, 0.0) };
    let moved = [to_x - (cos * x - sin * y), to_y - (sin * x + cos * y)].map(|mm: Mm| mm / POINT);
    [cos, sin, -sin, cos, moved[0], moved[1]]
}

/// What a sheet's print covers.
fn printed(sheet: &Sheet) -> Rect {
    let areas = sheet.cells.iter().map(|cell| cell.area);
    let mut areas = areas.filter(|area| area.width > 0.0 && area.height > 0.0);
    let whole = Rect::new(0.0, 0.0, sheet.width.max(1.0), sheet.height.max(1.0));
    let Some(first) = areas.next() else { return whole };
    areas.fold(first, |all, area| {
        let (x, y) = (all.x.min(area.x), all.y.min(area.y));
        let (right, bottom) = (all.right().max(area.right()), all.bottom().max(area.bottom()));
        Rect::new(x, y, right - x, bottom - y)
    })
}
