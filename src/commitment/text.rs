//! A text taken apart: sentences, clauses, words, and how strong each clause is.

use std::ops::Range;

use super::amounts::{self, Amount};
use super::cues::{CONDITION_ENDS, CONDITION_STARTS, PURPOSES};
use super::lexicon::{Sense, Weight, lookup};
use super::words::EMPTY;

/// A word, or a character that belongs to none.
#[derive(Clone, Debug)]
pub struct Token {
    pub range: Range<usize>,
    pub sense: Sense,
}

/// What a clause is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Duty,
    /// 客户来访时: when or for whom the duty that follows holds.
    Condition,
    /// 以免打扰客户
    Purpose,
}

/// What stands between two commas; the words before 应 that only say when are a clause of their own.
#[derive(Clone, Debug)]
pub struct Clause {
    pub range: Range<usize>,
    /// Of the text's tokens.
    pub tokens: Range<usize>,
    pub sentence: usize,
    pub role: Role,
    /// Its own strength, or the one that the clause before it in the sentence has; 应 if there is none.
    pub rank: u8,
    /// 不得, 严禁
    pub denies: bool,
    /// Whether it says its strength itself.
    pub explicit: bool,
    pub content: Content,
}

/// What a clause speaks of: the words that tell, with their weights.
#[derive(Clone, Debug, Default)]
pub struct Content {
    pub items: Vec<Item>,
    /// Every character of it.
    pub chars: Vec<char>,
    /// Those that belong to no known word.
    pub loose: Vec<char>,
}

#[derive(Clone, Debug)]
pub struct Item {
    pub id: u32,
    /// Of a word that stands on two lines.
    pub other: u32,
    pub range: Range<usize>,
    /// Its first character.
    pub first: char,
    /// What kind of word it is; none is a character by itself.
    pub class: Option<Weight>,
}

impl Item {
    /// How much it tells about what its clause speaks of.
    pub fn weight(&self) -> u32 {
        match self.class {
            Some(Weight::Duty | Weight::Light) => 6,
            Some(Weight::Topic) => 5,
            Some(Weight::Common) => 1,
            None => 2,
        }
    }

    /// A verb, a manner or a paper that a duty consists of.
    pub fn is_duty(&self) -> bool {
        matches!(self.class, Some(Weight::Duty | Weight::Light))
    }

    pub fn is_word(&self) -> bool {
        self.class.is_some()
    }
}

/// The ids of words begin above those of characters.
const WORD: u32 = 0x0020_0000;

/// The id of quoted speech.
pub const SPEECH: u32 = u32::MAX;

pub struct Text<'a> {
    pub source: &'a str,
    pub tokens: Vec<Token>,
    pub clauses: Vec<Clause>,
    pub amounts: Vec<Amount>,
    /// Everything that it speaks of.
    pub content: Content,
}

impl<'a> Text<'a> {
    pub fn read(source: &'a str) -> Text<'a> {
        let masked = mask(source);
        let (amounts, taken) = amounts::read(&masked);
        let tokens = tokens(&masked, &taken);
        let mut text = Text { source, tokens, clauses: Vec::new(), amounts, content: Content::default() };
        text.split();
        for amount in &mut text.amounts {
            let at = amount.range.start;
            amount.clause = text.clauses.iter().rposition(|c| c.range.start <= at).unwrap_or(0);
        }
        amounts::combine(&mut text);
        text
    }

    /// The clauses that ask for something.
    pub fn duties(&self) -> impl Iterator<Item = &Clause> {
        self.clauses.iter().filter(|clause| clause.role == Role::Duty)
    }

    pub fn word(&self, token: &Token) -> &'a str {
        &self.source[token.range.clone()]
    }

    pub fn tokens_of(&self, clause: &Clause) -> &[Token] {
        &self.tokens[clause.tokens.clone()]
    }

    /// From the first clause of a sentence to its last.
    pub fn sentence(&self, sentence: usize) -> Range<usize> {
        let mut of = self.clauses.iter().filter(|c| c.sentence == sentence);
        let Some(first) = of.next() else { return 0..0 };
        first.range.start..of.next_back().unwrap_or(first).range.end
    }

    /// Divides the tokens into clauses.
    fn split(&mut self) {
        let mut sentence = 0;
        let mut start = 0;
        for at in 0..=self.tokens.len() {
            let mark = match self.tokens.get(at) {
                None => Some(Mark::Sentence),
                Some(token) => mark(self.source, token),
            };
            let Some(mark) = mark else { continue };
            if at > start {
                self.push(start..at, sentence, mark);
            }
            start = at + 1;
            if mark == Mark::Sentence {
                sentence += 1;
            }
        }
        self.topics();
        self.inherit();
        for clause in &self.clauses {
            self.content.items.extend(clause.content.items.iter().cloned());
            self.content.chars.extend(&clause.content.chars);
            self.content.loose.extend(&clause.content.loose);
        }
    }

    fn push(&mut self, tokens: Range<usize>, sentence: usize, mark: Mark) {
        let slice = &self.tokens[tokens.clone()];
        // 客户索要时应出具票据
        let mut cues = (2..slice.len()).filter(|at| matches!(slice[*at].sense, Sense::Strength { .. }));
        if let Some(cue) = cues.find(|cue| ends_like_condition(self.words(&slice[..*cue]))) {
            self.push_one(tokens.start..tokens.start + cue, sentence, Role::Condition);
            self.push_one(tokens.start + cue..tokens.end, sentence, Role::Duty);
            return;
        }
        let words = self.words(slice);
        let role = if PURPOSES.split_whitespace().any(|p| words.starts_with(p)) {
            Role::Purpose
        } else if mark == Mark::Clause && is_condition(self.source, words, slice) {
            Role::Condition
        } else {
            Role::Duty
        };
        self.push_one(tokens, sentence, role);
    }

    fn words(&self, tokens: &[Token]) -> &'a str {
        match (tokens.first(), tokens.last()) {
            (Some(first), Some(last)) => self.source[first.range.start..last.range.end].trim(),
            _ => "",
        }
    }

    fn push_one(&mut self, tokens: Range<usize>, sentence: usize, role: Role) {
        let slice = &self.tokens[tokens.clone()];
        let (Some(first), Some(last)) = (slice.first(), slice.last()) else { return };
        let range = first.range.start..last.range.end;
        let strength = slice.iter().enumerate().find_map(|(at, token)| match token.sense {
            // 意见和建议 is no advice.
            Sense::Strength { rank: 2, denies: false } if at > 0 && self.word(token) == "建议" => None,
            // 因业务需要可…, 客户的需要
            Sense::Strength { .. } if self.word(token) == "需要" && self.is_noun(&slice[at + 1..]) => None,
            Sense::Strength { rank, denies } => Some((rank, denies)),
            Sense::OnlyThen => Some((SHALL, false)),
            _ => None,
        });
        let (rank, denies) = strength.unwrap_or((SHALL, false));
        let content = content(self.source, slice);
        let explicit = strength.is_some();
        self.clauses.push(Clause { range, tokens, sentence, role, rank, denies, explicit, content });
    }

    /// 需要 with nothing after it that could be needed.
    fn is_noun(&self, rest: &[Token]) -> bool {
        match rest.first() {
            None => true,
            Some(next) => {
                matches!(next.sense, Sense::Strength { .. })
                    || ["的", "时", "、", "和"].contains(&self.word(next))
            }
        }
    }

    /// 凡入户作业,必须两人同行: the first clause only says of what.
    fn topics(&mut self) {
        for at in 1..self.clauses.len() {
            let (before, this) = (&self.clauses[at - 1], &self.clauses[at]);
            let commands = self.tokens.get(this.tokens.start);
            let commands =
                commands.is_some_and(|t| matches!(t.sense, Sense::Strength { rank: 2.., denies: false }));
            let has_amount = self.amounts.iter().any(|a| before.range.contains(&a.range.start));
            let topic = before.sentence == this.sentence
                && !before.explicit
                && before.role == Role::Duty
                && !has_amount;
            let deeds = before.content.items.iter().filter(|i| i.is_duty()).count();
            // 停运超过2小时,应公告
            let words = &self.source[before.range.clone()];
            let limited = is_threshold(words)
                && has_amount
                && before.sentence == this.sentence
                && !before.explicit
                && before.role == Role::Duty;
            // 公共区域内,员工不得吸烟
            let place = ["内", "中", "上", "处", "里", "间", "旁", "下"]
                .iter()
                .any(|end| words.trim().ends_with(end));
            let placed = place && topic && deeds == 0 && this.explicit;
            if placed || commands && (limited || topic && deeds < 2) {
                self.clauses[at - 1].role = Role::Condition;
            }
        }
    }

    /// The clause that an amount in a condition belongs to: the duty after it.
    pub fn governing(&self, clause: usize) -> Option<&Clause> {
        let sentence = self.clauses.get(clause)?.sentence;
        let mut duties =
            self.clauses[clause..].iter().take_while(|c| c.sentence == sentence && c.role != Role::Condition);
        // 晚十点到早六点,一律禁止
        let mut rest = self.clauses[clause..].iter().take_while(|c| c.sentence == sentence);
        rest.find(|c| c.role != Role::Condition && !c.content.items.is_empty()).or_else(|| duties.next())
    }

    /// Whether a condition sets off a duty: 超过24小时未解决的. Of 30分钟内 it does not.
    pub fn triggers(&self, clause: &Clause) -> bool {
        let words = self.source[clause.range.clone()].trim();
        let ends = ["的", "时", "者", "情况下", "的话"].iter().any(|end| words.ends_with(end));
        let starts = ["对", "凡", "如", "若", "遇", "当", "因"].iter().any(|start| words.starts_with(start));
        clause.role == Role::Condition && (ends || starts || is_threshold(words))
    }

    /// 须起身站立,面带微笑: the second is as strong as the first.
    fn inherit(&mut self) {
        let mut last: Option<(usize, u8)> = None;
        for clause in &mut self.clauses {
            if clause.role != Role::Duty {
                continue;
            }
            match last {
                _ if clause.explicit => {
                    let rank = if clause.denies { SHALL } else { clause.rank };
                    last = Some((clause.sentence, rank));
                }
                Some((sentence, rank)) if sentence == clause.sentence => clause.rank = rank,
                _ => last = None,
            }
        }
    }
}

/// 应: what a sentence without a strength of its own has.
pub const SHALL: u8 = 3;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Clause,
    Sentence,
}

fn mark(source: &str, token: &Token) -> Option<Mark> {
    if token.sense == Sense::Amount || token.sense == Sense::Speech {
        return None;
    }
    match source[token.range.clone()].chars().next()? {
        '，' | ',' | '：' | ':' | '（' | '(' | '）' | ')' | '—' => Some(Mark::Clause),
        '。' | '；' | ';' | '！' | '!' | '？' | '?' | '\n' | '\r' | '|' => Some(Mark::Sentence),
        _ => None,
    }
}

/// 超过2小时: from when on.
fn is_threshold(words: &str) -> bool {
    let full = words.contains('满') && !["满意", "未满", "不满"].iter().any(|word| words.contains(word));
    (full || ["超过", "达到", "逾", "以上", "不足"].iter().any(|word| words.contains(word)))
        && !words.contains("不超过")
}

fn ends_like_condition(words: &str) -> bool {
    const NO_TIMES: &[&str] =
        &["小时", "临时", "及时", "按时", "准时", "随时", "实时", "同时", "定时", "限时", "工时"];
    CONDITION_ENDS.iter().any(|end| words.ends_with(end))
        && !NO_TIMES.iter().any(|word| words.ends_with(word))
}

/// Whether the words before a comma only say when, or for whom.
fn is_condition(source: &str, words: &str, tokens: &[Token]) -> bool {
    if words.ends_with('的') || words.ends_with("的话") {
        return true;
    }
    // 在岗时佩戴戒指不超过1枚
    if ["不超过", "不少于", "不低于", "不高于", "至少"].iter().any(|word| words.contains(word))
    {
        return false;
    }
    let word = |token: &Token| &source[token.range.clone()];
    let commands = tokens.iter().any(|t| match t.sense {
        Sense::Strength { denies, .. } => !denies,
        Sense::Weakening => NEED_NOT.contains(&word(t)),
        _ => false,
    });
    let denies = tokens.iter().any(|t| matches!(t.sense, Sense::Strength { denies: true, .. }));
    if commands {
        return false;
    }
    // 不能当场解决时
    if denies {
        return ["时", "后", "情况下"].iter().any(|end| words.ends_with(end)) && ends_like_condition(words);
    }
    // 欠费的客户,…
    if words.contains('的') && super::words::COMMON[0].split(' ').any(|person| words.ends_with(person)) {
        return true;
    }
    // 多收费用经业主申请,应退还
    if words.contains('经')
        && ["申请", "同意", "批准", "许可", "核实", "确认", "要求"].iter().any(|end| words.ends_with(end))
    {
        return true;
    }
    ends_like_condition(words) || CONDITION_STARTS.iter().any(|start| words.starts_with(start))
}

const NEED_NOT: &[&str] = &[
    "无需",
    "无须",
    "不必",
    "不需",
    "不需要",
    "不用",
    "不再要求",
    "毋须",
    "毋需",
    "免于",
    "免除",
    "暂不",
    "暂缓",
];

/// What the tokens speak of.
pub fn content(source: &str, tokens: &[Token]) -> Content {
    let mut content = Content::default();
    for token in tokens {
        let word = &source[token.range.clone()];
        let first = word.chars().next().unwrap_or(' ');
        match token.sense {
            Sense::Word { group, other, weight } => {
                let (id, other) = (WORD + u32::from(group), WORD + u32::from(other));
                content.items.push(Item {
                    id,
                    other,
                    range: token.range.clone(),
                    first,
                    class: Some(weight),
                });
                content.chars.extend(word.chars());
            }
            Sense::Speech => {
                let class = Some(Weight::Duty);
                content.items.push(Item {
                    id: SPEECH,
                    other: SPEECH,
                    range: token.range.clone(),
                    first,
                    class,
                });
            }
            Sense::Plain | Sense::Harmless => {
                for (at, c) in word.char_indices() {
                    let start = token.range.start + at;
                    let (id, range) = (c as u32, start..start + c.len_utf8());
                    let other = super::lexicon::single(c).map_or(id, |group| WORD + u32::from(group));
                    content.items.push(Item { id, other, range, first: c, class: None });
                    content.chars.push(c);
                    content.loose.push(c);
                }
            }
            Sense::Restrictive
            | Sense::Partial
            | Sense::Circumstance
            | Sense::Weakening
            | Sense::Urgency(_) => {
                content.chars.extend(word.chars());
            }
            _ => {}
        }
    }
    content
}

fn tokens(text: &str, taken: &[Range<usize>]) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 4);
    let mut taken = taken.iter().peekable();
    let mut at = 0;
    while at < text.len() {
        while taken.next_if(|range| range.end <= at).is_some() {}
        if let Some(range) = taken.next_if(|range| range.start <= at) {
            tokens.push(Token { range: at..range.end, sense: Sense::Amount });
            at = range.end;
            continue;
        }
        // A word does not reach into a quantity.
        let limit = taken.peek().map_or(text.len(), |range| range.start);
        let rest = &text[at..limit];
        let Some(c) = rest.chars().next() else { break };
        let (len, sense) = match c {
            c if SPOKEN.contains(&c) => (rest.len() - rest.trim_start_matches(SPOKEN).len(), Sense::Speech),
            _ => match lookup(rest) {
                // 不清扫 is no 不清.
                Some((word, Sense::Harmless))
                    if word.starts_with('不') && word.chars().count() == 2 && denies_deed(rest) =>
                {
                    ('不'.len_utf8(), Sense::Not)
                }
                // 应当场 is 应 and 当场.
                Some(("应当", sense)) if AT_ONCE.iter().any(|word| rest["应".len()..].starts_with(word)) => {
                    ("应".len(), sense)
                }
                Some((word, sense)) => (word.len(), sense),
                None if c.is_whitespace() || EMPTY.contains(c) => (c.len_utf8(), Sense::Empty),
                None if c.is_alphanumeric() => (c.len_utf8(), Sense::Plain),
                None => (c.len_utf8(), Sense::Empty),
            },
        };
        tokens.push(Token { range: at..at + len, sense });
        at += len;
    }
    tokens
}

const AT_ONCE: &[&str] = &["当场", "当日", "当天", "当面", "当班", "当即", "当晚", "当众"];

fn denies_deed(text: &str) -> bool {
    let after = text.strip_prefix('不').and_then(lookup);
    after.is_some_and(|(word, sense)| {
        word.chars().count() > 1 && matches!(sense, Sense::Word { weight: Weight::Duty | Weight::Light, .. })
    })
}

/// Stand for characters of quoted speech, of one to four bytes.
const SPOKEN: [char; 4] = ['\u{2}', '\u{82}', '\u{e002}', '\u{f0002}'];
/// The same for blanks.
const BLANK: [char; 4] = [' ', '\u{a0}', '\u{3000}', '\u{f0003}'];

/// Takes the words out of quoted speech and of blanks, byte for byte.
fn mask(source: &str) -> std::borrow::Cow<'_, str> {
    if !source.contains(['“', '「', '"', '〔']) {
        return source.into();
    }
    let mut out = String::with_capacity(source.len());
    let mut at = 0;
    while let Some(c) = source[at..].chars().next() {
        let close = match c {
            '“' => Some('”'),
            '「' => Some('」'),
            '"' => Some('"'),
            '〔' => Some('〕'),
            _ => None,
        };
        let inner = at + c.len_utf8();
        let end = close.and_then(|close| source[inner..].find(close).map(|len| (inner + len, close)));
        match end {
            Some((end, close)) if c == '〔' || is_spoken(&source[inner..end]) => {
                let len = end + close.len_utf8() - at;
                let fillers = if c == '〔' { BLANK } else { SPOKEN };
                // As many bytes as the character, so that places are the same in both texts.
                out.extend(source[at..at + len].chars().map(|c| fillers[c.len_utf8() - 1]));
                at += len;
            }
            _ => {
                out.push(c);
                at = inner;
            }
        }
    }
    out.into()
}

/// Whether quoted words are said to somebody; others are names and terms: “及时”.
fn is_spoken(words: &str) -> bool {
    [
        "您",
        "请",
        "我",
        "你",
        "吗",
        "呢",
        "吧",
        "！",
        "!",
        "？",
        "?",
        "。",
        "…",
        "〔",
        "好",
        "谢",
        "对不起",
        "抱歉",
        "再见",
        "打扰",
    ]
    .iter()
    .any(|word| words.contains(word))
}
