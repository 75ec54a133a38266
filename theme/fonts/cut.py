"""Cuts the fonts that forms and books are set in out of Noto Sans CJK.

    python3 cut.py NotoSansCJK-Regular.ttc NotoSansSC-Regular.otf
    python3 cut.py NotoSansCJK-Bold.ttc NotoSansSC-Bold.otf --common

With --common, without the hanzi that are hardly ever used.
"""

import sys

from fontTools import subset
from fontTools.misc.transform import Identity
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

# In the collection: Simplified Chinese.
FACE = 2

# Left out: Hangul, and the radicals and doubles of hanzi that no source may use.
LEFT_OUT = [
    (0x1100, 0x11FF), (0x3130, 0x318F), (0x3200, 0x321E), (0x3260, 0x327E), (0xA960, 0xA97F), (0xAC00, 0xD7FF),
    (0xFFA0, 0xFFDC), (0x2E80, 0x2FDF), (0xF900, 0xFAFF), (0xFE00, 0xFE0F), (0x2F800, 0x2FA1F),
]

RARE = [(0x3400, 0x4DBF), (0x9FA6, 0x9FFF), (0x20000, 0x3FFFF)]

# Characters that Noto Sans CJK lacks, and others in it that say the same.
SAME = {
    "☐": "□", "✔": "✓", "✅": "☑", "✕": "×", "✖": "×", "✗": "×", "✘": "×", "❌": "×",
    "►": "▶", "◄": "◀", "⚫": "●", "⚪": "○", "❗": "！", "❓": "？",
}

# Boxes with a sign in them: the glyph that gives its place up, and the sign with its size.
BOXES = {"☑": ("가", "✓", 0.82), "☒": ("각", "×", 0.9)}

# How far a dash reaches into its neighbours: —— is one line.
OVERLAP = 10


def main(collection, target, common=None):
    left_out = LEFT_OUT + (RARE if common == "--common" else [])
    font = TTFont(collection, fontNumber=FACE)
    names = font.getBestCmap()
    widen_dash(font, names[ord("—")])
    boxes = {box: draw_box(font, names, *parts) for box, parts in BOXES.items()}
    for box, name in boxes.items():
        name_glyph(font, box, name)
    for char, same in SAME.items():
        name_glyph(font, char, boxes.get(same) or names[ord(same)])
    options = subset.Options(layout_features=[], hinting=False, desubroutinize=True)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[c for c in font.getBestCmap() if not any(first <= c <= last for first, last in left_out)])
    cutter.subset(font)
    subset.save_font(font, target, options)


def draw_box(font, names, donor, sign, size):
    """Puts a sign into the middle of □, in place of the glyph of `donor`."""
    glyphs, name = font.getGlyphSet(), names[ord(donor)]
    old = font["CFF "].cff.topDictIndex[0].CharStrings[name]
    square = names[ord("□")]
    pen = T2CharStringPen(font["hmtx"][square][0] - old.private.nominalWidthX, glyphs)
    play(glyphs, square, pen)
    (x, y), (to_x, to_y) = middle(glyphs, names[ord(sign)]), middle(glyphs, square)
    play(glyphs, names[ord(sign)], TransformPen(pen, Identity.translate(to_x, to_y).scale(size).translate(-x, -y)))
    new = pen.getCharString(private=old.private, globalSubrs=old.globalSubrs)
    font["CFF "].cff.topDictIndex[0].CharStrings[name] = new
    font["hmtx"][name] = font["hmtx"][square]
    return name


def widen_dash(font, name):
    """Makes — as wide as the em, as Chinese has it; the whole font does so with features, which are left out here."""
    glyphs = font.getGlyphSet()
    old = font["CFF "].cff.topDictIndex[0].CharStrings[name]
    left, _, right, _ = bounds(glyphs, name)
    em = font["head"].unitsPerEm
    scale = (em + 2 * OVERLAP) / (right - left)
    pen = T2CharStringPen(em - old.private.nominalWidthX, glyphs)
    play(glyphs, name, TransformPen(pen, Identity.translate(-OVERLAP, 0).scale(scale, 1).translate(-left, 0)))
    new = pen.getCharString(private=old.private, globalSubrs=old.globalSubrs)
    font["CFF "].cff.topDictIndex[0].CharStrings[name] = new
    font["hmtx"][name] = (em, -OVERLAP)


def play(glyphs, name, pen):
    recording = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(recording)
    recording.replay(pen)


def bounds(glyphs, name):
    pen = BoundsPen(glyphs)
    glyphs[name].draw(pen)
    return pen.bounds


def middle(glyphs, name):
    left, bottom, right, top = bounds(glyphs, name)
    return (left + right) / 2, (bottom + top) / 2


def name_glyph(font, char, name):
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format != 14 and (ord(char) < 0x10000 or table.format == 12):
            table.cmap[ord(char)] = name


main(*sys.argv[1:])
