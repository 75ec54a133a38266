//! Writes a text in one way before it is read: no blanks between Chinese characters, plain letters and digits,
//! simplified characters, and numbers for what is a number in other words. Places lead back to the text.

use std::ops::Range;
use std::sync::LazyLock;

use crate::bound::Quantity;

/// A text as it is read, and where each of its bytes comes from.
pub struct Folded {
    pub text: String,
    /// For each byte of `text` the first byte of what it was written as; at its end the length.
    from: Vec<usize>,
}

impl Folded {
    pub fn new(source: &str) -> Folded {
        let mut folded =
            Folded { text: String::with_capacity(source.len()), from: Vec::with_capacity(source.len() + 1) };
        let mut at = 0;
        while let Some(c) = source[at..].chars().next() {
            let rest = &source[at..];
            if let Some(len) = repeated(rest, &folded.text) {
                at += len;
                continue;
            }
            let idiom = idiom(rest, &folded.text).or_else(|| times(rest, &folded.text));
            let len = match (idiom, numeral(rest, &folded.text)) {
                (Some((len, words)), _) => {
                    folded.push(words, at);
                    len
                }
                (None, Some((len, number))) => {
                    folded.push(&number, at);
                    len
                }
                (None, None) => {
                    if !is_gap(c, &folded.text, rest) {
                        folded.push(plain(c).encode_utf8(&mut [0; 4]), at);
                    }
                    c.len_utf8()
                }
            };
            at += len;
        }
        folded.from.push(source.len());
        folded
    }

    /// Where a place in the folded text stands in the text as written.
    pub fn written(&self, range: &Range<usize>) -> Range<usize> {
        let end = self.from.len() - 1;
        let start = self.from[range.start.min(end)];
        // The end of what the last byte comes from.
        let stop = match range.end.min(end) {
            stop if stop <= range.start => start,
            stop => {
                let last = self.from[stop - 1];
                self.from[stop..].iter().copied().find(|from| *from != last).unwrap_or(self.from[end])
            }
        };
        start..stop
    }

    fn push(&mut self, words: &str, from: usize) {
        self.text.push_str(words);
        self.from.resize(self.text.len(), from);
    }
}

/// What is said in other words than a number: the bytes, and the number.
fn idiom(rest: &str, before: &str) -> Option<(usize, &'static str)> {
    let first = rest.chars().next()?;
    if !IDIOM_STARTS.contains(first) {
        return None;
    }
    let (words, says) = IDIOMS.iter().find(|(words, _)| rest.starts_with(words))?;
    let after = &rest[words.len()..];
    // 三成 is 30 %, but no 一成不变, and no number ends in 完成.
    let is_tenth = words.ends_with('成');
    let other = NO_TENTHS.iter().any(|word| after.starts_with(word)) || before.ends_with(is_numeral);
    (!(is_tenth && other)).then_some((words.len(), *says))
}

/// 半个月(15天): a time that says the one before it again.
fn repeated(rest: &str, before: &str) -> Option<usize> {
    let inner = rest.strip_prefix(['（', '('])?;
    let said = &inner[..inner.find(['）', ')'])?];
    let is_time = said.starts_with(is_numeral)
        && said.ends_with(['时', '天', '日', '周', '月', '年', '钟'])
        && said.chars().all(|c| is_numeral(c) || "个小时天日周月年分钟".contains(c));
    let mark = rest.len() - inner.len();
    (is_time && before.ends_with(['时', '天', '日', '周', '月', '年', '钟']))
        .then(|| mark + said.len() + mark)
}

/// 两回, 三遍 are 两次, 三次; 24个学时 are 24学时.
fn times(rest: &str, before: &str) -> Option<(usize, &'static str)> {
    if !rest.starts_with(['回', '遍', '趟', '圈', '场', '轮', '个', '响']) || !before.ends_with(is_numeral)
    {
        return None;
    }
    if ["个学时", "个课时", "个学分"].iter().any(|word| rest.starts_with(word)) {
        return Some(("个".len(), ""));
    }
    let len = rest.chars().next()?.len_utf8();
    let other = rest.starts_with('个') || rest[len..].starts_with(NO_TIMES);
    let said = if rest.starts_with('响') { "声" } else { "次" };
    (!other).then_some((len, said))
}

/// What follows 回, 圈, 场 or 轮 where it counts no times.
const NO_TIMES: [char; 26] = [
    '流', '班', '换', '岗', '椅', '胎', '巡', '值', '访', '复', '家', '来', '去', '收', '应', '函', '信',
    '执', '答', '头', '地', '所', '景', '合', '面', '次',
];

/// 四十, 二十八: a number of more than one character; 十分 and 几十 are none.
fn numeral(rest: &str, before: &str) -> Option<(usize, String)> {
    if !rest.starts_with(NUMERALS)
        || before.ends_with(['几', '数', '第', '分', '之'])
        || before.ends_with(NUMERALS)
    {
        return None;
    }
    let len = rest.find(|c| !NUMERALS.contains(&c)).unwrap_or(rest.len());
    let (words, after) = rest.split_at(len);
    let counts = words.len() > 3
        && words.contains(['十', '百'])
        && !after.starts_with(['几', '多', '余', '分', '点', '半']);
    let quantity = counts.then(|| Quantity::parse(&format!("{words}个")).ok())??;
    Some((len, quantity.number().to_integer().to_string()))
}

const NUMERALS: [char; 13] = ['一', '二', '两', '三', '四', '五', '六', '七', '八', '九', '十', '百', '零'];

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || "一二两三四五六七八九十百第".contains(c)
}

const IDIOM_STARTS: &str = "一两二三四五六七八九半整全那公最起不";

/// What stands for a number, and the number.
const IDIOMS: &[(&str, &str)] = &[
    ("一昼夜", "24小时"),
    ("整昼夜", "24小时"),
    ("全天候", "24小时"),
    ("一个昼夜", "24小时"),
    ("两昼夜", "48小时"),
    ("三昼夜", "72小时"),
    ("不许超过", "不超过"),
    ("不准超过", "不超过"),
    ("不超过", "不超过"),
    ("不超出", "不超过"),
    ("不超", "不超过"),
    ("一米半", "1.5米"),
    ("一年半", "18个月"),
    ("最起码", "至少"),
    ("起码", "至少"),
    ("那一天", "当日"),
    ("那天", "当日"),
    ("一半", "50%"),
    ("公里每小时", "公里/小时"),
    ("一成", "10%"),
    ("两成", "20%"),
    ("二成", "20%"),
    ("三成", "30%"),
    ("四成", "40%"),
    ("五成", "50%"),
    ("六成", "60%"),
    ("七成", "70%"),
    ("八成", "80%"),
    ("九成五", "95%"),
    ("九成八", "98%"),
    ("九成", "90%"),
    ("一刻钟", "15分钟"),
    ("两刻钟", "30分钟"),
    ("三刻钟", "45分钟"),
    ("半个钟头", "30分钟"),
    ("一个钟头", "1小时"),
    ("两个钟头", "2小时"),
    ("三个钟头", "3小时"),
    ("四个钟头", "4小时"),
];

/// What follows 一成 where it is no tenth.
const NO_TENTHS: &[&str] = &["不变", "熟", "员", "立", "本", "果", "品", "套", "绩", "为", "功", "年"];

/// A blank beside a Chinese character, or at an end of the text.
fn is_gap(c: char, before: &str, rest: &str) -> bool {
    let joins = |c: char| !c.is_ascii() && !c.is_whitespace();
    let after = rest.trim_start();
    c.is_whitespace()
        && c != '\n'
        && c != '\r'
        && (before.is_empty() || after.is_empty() || before.ends_with(joins) || after.starts_with(joins))
}

/// A plain letter or digit, a simplified character.
fn plain(c: char) -> char {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '％' => {
            char::from_u32(c as u32 - 0xfee0).unwrap_or(c)
        }
        '\u{3400}'..='\u{9fff}' => {
            TRADITIONAL.binary_search_by_key(&c, |(old, _)| *old).map_or(c, |at| TRADITIONAL[at].1)
        }
        _ => c,
    }
}

/// Traditional characters and their simplified ones, in the order of the former.
static TRADITIONAL: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let mut chars = PAIRS.chars().filter(|c| !c.is_whitespace());
    std::iter::from_fn(|| Some((chars.next()?, chars.next()?))).collect()
});

const PAIRS: &str = "
    倉仓個个們们備备傳传傷伤傾倾僅仅價价儀仪億亿償偿優优儲储兩两別别則则剛刚創创劃划劑剂動动務务勝胜勞劳
    勢势區区協协卻却參参員员啓启啟启單单嚴严圍围園园圖图團团執执報报場场塊块壓压壞坏夠够夾夹奪夺婦妇學学
    宮宫實实審审寫写寬宽將将專专尋寻對对導导層层屬属島岛師师帳帐帶带幣币幫帮幾几庫库廠厂廢废廣广廳厅張张
    強强彙汇後后從从復复徵征恆恒悅悦惡恶愛爱態态慮虑慶庆憂忧應应懷怀戰战戶户擁拥擇择擊击擔担據据擴扩擾扰
    攔拦攜携敗败敘叙數数斷断於于昇升時时晝昼暫暂曆历書书會会東东條条棄弃棟栋業业極极構构樓楼標标樣样橋桥
    機机檔档檢检櫃柜欄栏權权歡欢歲岁歸归殘残氣气決决沒没況况涼凉淨净淺浅減减測测準准滅灭滿满漁渔漲涨潔洁
    濕湿濟济瀏浏災灾為为無无煙烟熱热燈灯營营爭争爾尔牆墙牽牵狀状猶犹獎奖獨独獲获現现環环產产畢毕異异當当
    療疗發发監监盤盘確确禮礼種种稱称積积穩稳競竞筆笔節节範范簽签約约級级組组結结給给統统經经綜综綠绿維维
    緊紧編编緩缓練练縮缩總总績绩織织續续罰罚義义習习聯联聲声職职聽听臨临與与興兴舉举舊旧蓋盖處处號号補补
    裝装複复見见規规視视覺觉觀观訂订計计訊讯討讨訓训託托記记訪访設设許许訴诉評评詢询試试話话該该詳详認认
    誤误說说課课調调談谈請请論论諮咨講讲謝谢證证議议護护變变讓让負负財财貨货責责貴贵買买費费貼贴資资賓宾
    賠赔賣卖質质購购車车軟软較较輔辅輕轻輛辆輸输轉转農农連连週周進进運运過过達达遞递遠远適适遲迟選选還还
    邊边醫医釋释鈴铃銷销錄录錢钱錶表鍵键鎖锁鐘钟長长門门閉闭開开間间閱阅關关陰阴陳陈陽阳隊队階阶際际隨随
    險险隻只雙双雜杂離离難难電电響响項项順顺須须預预領领頭头頻频額额願愿類类顧顾顯显風风飛飞飯饭飲饮飾饰
    養养館馆駐驻駕驾駛驶騎骑驗验體体麼么麽么點点黨党齊齐龍龙
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lead_back() {
        let written = "亮灯率 须达九成，節假日除外";
        let folded = Folded::new(written);
        assert_eq!(folded.text, "亮灯率须达90%，节假日除外");
        let place = |words: &str| folded.text.find(words).map(|at| at..at + words.len());
        for (words, from) in [("90%", "九成"), ("节假日", "節假日"), ("率须", "率 须")] {
            assert_eq!(place(words).map(|range| &written[folded.written(&range)]), Some(from));
        }
    }

    #[test]
    fn pairs_are_in_order() {
        assert!(TRADITIONAL.is_sorted());
    }
}
