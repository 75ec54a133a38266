//! Print runs: many copies of a form, each with a number of its own. What all copies share is laid out, and written
//! into the PDF, once; only the numbers are set for each.

use super::Form;
use super::layout::{Context, Copy, copy, set_number};
use super::serial::Serial;
use super::sheet::Sheet;
use crate::finding::Finding;

/// The sheets of a print run.
pub struct Run {
    /// What is printed on many pages.
    pub sheets: Vec<Sheet>,
    /// What is printed over them: the numbers.
    pub numbers: Vec<Sheet>,
    /// Page by page, the sheet and, where copies have numbers, what goes over it.
    pub pages: Vec<(usize, Option<usize>)>,
}

/// Lays out so many copies of a form, numbered from `serial` on.
///
/// # Errors
/// What [`layout()`](super::layout()) finds.
pub fn run(
    form: &Form,
    context: &Context,
    copies: usize,
    serial: Option<&Serial>,
) -> Result<Run, Vec<Finding>> {
    let number = |copy: usize| serial.filter(|_| copy < copies).map(|serial| serial.number(copy));
    // The last number is the widest.
    let context = Context { serial: number(copies.saturating_sub(1)), ..context.clone() };
    let Copy { mut sheets, number: range } = copy(form, &context)?;
    let mut places = Vec::new();
    for sheet in &mut sheets {
        places = sheet.cells.drain(range.clone()).collect();
    }
    let Some(blank) = sheets.first().map(Sheet::blank) else {
        return Ok(Run { sheets, numbers: Vec::new(), pages: Vec::new() });
    };
    let numbered = |copy: usize| {
        let number = number(copy)?;
        let cells = set_number(&places, &number, &context);
        Some(Sheet { cells, ..blank.clone() })
    };
    let each = sheets.len();
    let mut run = Run { sheets: Vec::new(), numbers: Vec::new(), pages: Vec::new() };
    let mut push = |first: usize, numbers: Option<Sheet>| {
        let over = numbers.map(|sheet| {
            run.numbers.push(sheet);
            run.numbers.len() - 1
        });
        run.pages.extend((first..first + each).map(|sheet| (sheet, over)));
    };
    if !form.page.twice {
        (0..copies).for_each(|copy| push(0, numbered(copy)));
        run.sheets = sheets;
        return Ok(run);
    }
    let paper = form.page.size;
    for copy in (0..copies).step_by(2) {
        // The second half of the last sheet stays white where it has no copy of its own.
        let first = if copy + 1 < copies { 0 } else { each };
        push(first, numbered(copy).map(|sheet| sheet.beside(numbered(copy + 1), paper)));
    }
    let pair = |sheet: &Sheet| sheet.clone().twice(paper);
    let alone = |sheet: &Sheet| sheet.clone().beside(None, paper).cut();
    run.sheets = sheets.iter().map(pair).chain(sheets.iter().map(alone)).collect();
    Ok(run)
}
