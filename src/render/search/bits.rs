//! A stream of bits, and the numbers and sets in it.

/// Bits, the highest of a number first.
#[derive(Debug, Default)]
pub struct Bits {
    words: Vec<u32>,
    /// The lowest `waiting` bits of it are not yet in `words`; fewer than 32.
    last: u64,
    waiting: u32,
}

impl Bits {
    /// A `value` of at most `width` bits, which is 64 at most.
    #[inline]
    pub fn put(&mut self, value: u64, width: u32) {
        if width > 32 {
            self.put(value >> 32, width - 32);
            self.put(value & 0xffff_ffff, 32);
            return;
        }
        self.last = self.last << width | value;
        self.waiting += width;
        if self.waiting >= 32 {
            self.waiting -= 32;
            self.words.push((self.last >> self.waiting) as u32);
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

    /// A script's string: two characters for each 13 bits, of the 91 that can stand in one as they are.
    pub fn quoted(mut self) -> Vec<u8> {
        const WIDTH: usize = 13;
        let pairs = (self.words.len() * 32 + self.waiting as usize).div_ceil(WIDTH);
        // The last pair may reach beyond the last word.
        self.put(0, 32 - self.waiting);
        self.words.extend([0, 0]);
        // `#` to `~` without `\`.
        let letter = |digit: u64| b'#' + digit as u8 + u8::from(digit >= 57);
        let mut text = Vec::with_capacity(2 * pairs + 2);
        text.push(b'"');
        for pair in 0..pairs {
            let (word, bit) = (pair * WIDTH / 32, pair * WIDTH % 32);
            let around = u64::from(self.words[word]) << 32 | u64::from(self.words[word + 1]);
            let value = around >> (64 - WIDTH - bit) & ((1 << WIDTH) - 1);
            text.extend_from_slice(&[letter(value / 91), letter(value % 91)]);
        }
        text.push(b'"');
        text
    }
}
