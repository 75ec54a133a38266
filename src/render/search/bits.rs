//! A stream of bits, and the numbers and sets in it.

/// Bits, the highest of a number first, as text: two characters for each 13 bits.
#[derive(Debug)]
pub struct Bits {
    text: Vec<u8>,
    /// The lowest `waiting` bits of it are not yet in `text`; fewer than [`WIDTH`].
    last: u64,
    waiting: u32,
}

/// As many bits as two of the 91 characters hold that a script's string can have as they are: `#` to `~` without `\`.
const WIDTH: u32 = 13;

fn letter(digit: u32) -> u8 {
    b'#' + digit as u8 + u8::from(digit >= 57)
}

impl Default for Bits {
    fn default() -> Self {
        Bits { text: vec![b'"'], last: 0, waiting: 0 }
    }
}

impl Bits {
    /// A `value` of at most `width` bits, which is 64 at most.
    pub fn put(&mut self, value: u64, width: u32) {
        if width > 32 {
            self.put(value >> 32, width - 32);
            self.put(value & 0xffff_ffff, 32);
            return;
        }
        self.last = self.last << width | value;
        self.waiting += width;
        while self.waiting >= WIDTH {
            self.waiting -= WIDTH;
            let word = (self.last >> self.waiting) as u32 & ((1 << WIDTH) - 1);
            self.text.extend_from_slice(&[letter(word / 91), letter(word % 91)]);
        }
    }

    /// A number that is often small (Elias' gamma code of it and one).
    pub fn count(&mut self, value: usize) {
        let value = value as u64 + 1;
        self.put(value, 2 * value.ilog2() + 1);
    }

    /// A number below `limit`, in as few bits as that allows (truncated binary).
    pub fn below(&mut self, value: usize, limit: usize) {
        if limit < 2 {
            return;
        }
        let width = limit.ilog2();
        let short = (2 << width) - limit;
        let is_long = value >= short;
        self.put((value + if is_long { short } else { 0 }) as u64, width + u32::from(is_long));
    }

    /// A rising list of numbers from `low` to below `high`: the middle one, then either half (binary interpolative
    /// code). The reader knows how many they are. What stands close together takes next to nothing.
    pub fn set(&mut self, list: &[u32], low: usize, high: usize) {
        let free = high - low - list.len();
        if list.is_empty() || free == 0 {
            return;
        }
        let middle = list.len() / 2;
        let value = list[middle] as usize;
        self.below(value - low - middle, free + 1);
        self.set(&list[..middle], low, value);
        self.set(&list[middle + 1..], value + 1, high);
    }

    /// A script's string.
    pub fn quoted(mut self) -> Vec<u8> {
        self.put(0, (WIDTH - self.waiting) % WIDTH);
        self.text.push(b'"');
        self.text
    }
}
