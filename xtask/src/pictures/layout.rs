//! Computes the places of boxes, arrows and frames.

use super::describe::{Arrow, Frame, Node, Picture};
use super::measure::{LINE, width};

/// The space around the picture, and inside a box.
const MARGIN: f64 = 24.0;
const PADDING: f64 = 14.0;
/// The smallest space between two columns and two rows.
const GAP: f64 = 44.0;
/// The space around a label of an arrow.
const LABEL: f64 = 26.0;
/// The space that a frame leaves around its boxes.
const FRAME: f64 = 14.0;
/// The space between the edge of a frame and its label.
pub(super) const FRAME_LABEL: f64 = 12.0;

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Area {
    pub(super) fn right(self) -> f64 {
        self.left + self.width
    }

    pub(super) fn bottom(self) -> f64 {
        self.top + self.height
    }

    pub(super) fn middle(self) -> (f64, f64) {
        (self.left + self.width / 2.0, self.top + self.height / 2.0)
    }
}

/// An arrow's line and the place of its label.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Line {
    pub(super) start: (f64, f64),
    pub(super) end: (f64, f64),
    /// The baseline of the label: its middle above a horizontal arrow, its start beside a vertical one.
    pub(super) label: (f64, f64),
    pub(super) is_vertical: bool,
}

/// The columns or the rows: where each starts, and its size.
type Tracks = Vec<(f64, f64)>;

/// The places of all parts.
pub(super) struct Layout {
    pub(super) boxes: Vec<Area>,
    pub(super) lines: Vec<Line>,
    pub(super) frames: Vec<Area>,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Layout {
    pub(super) fn of(picture: &Picture) -> Self {
        let (columns, rows) = (columns(picture), rows(picture));
        let boxes: Vec<Area> =
            picture.boxes.iter().map(|node| area(node, &columns, &rows)).collect();
        let lines = picture.arrows.iter().map(|arrow| line(arrow, picture, &boxes)).collect();
        let frames = picture.frames.iter().map(|frame| around(frame, &boxes)).collect();
        let end = |tracks: &Tracks| tracks.last().map_or(0.0, |(start, size)| start + size);
        let (mut width, mut height) = (end(&columns) + MARGIN, end(&rows) + MARGIN);
        for frame in &frames {
            let frame: &Area = frame;
            width = width.max(frame.right() + MARGIN / 2.0);
            height = height.max(frame.bottom() + MARGIN / 2.0);
        }
        Self { boxes, lines, frames, width, height }
    }
}

/// Returns the width that a box needs for its text.
fn box_width(node: &Node) -> f64 {
    let widths = node.lines.iter().enumerate().map(|(index, line)| width(line, index == 0));
    widths.fold(0.0, f64::max) + 2.0 * PADDING
}

fn count(value: usize) -> f64 {
    u32::try_from(value).map_or(f64::MAX, f64::from)
}

fn box_height(node: &Node) -> f64 {
    count(node.lines.len()) * LINE + 2.0 * PADDING - 4.0
}

fn columns(picture: &Picture) -> Tracks {
    let of_box = |node: &Node| (node.column, box_width(node));
    let mut sizes = largest(picture.boxes.iter().map(of_box));
    let mut gaps = vec![GAP; sizes.len()];
    let mut long = Vec::new();
    for arrow in &picture.arrows {
        let (from, to) = (&picture.boxes[arrow.from], &picture.boxes[arrow.to]);
        let (first, last) = (from.column.min(to.column), from.column.max(to.column));
        let needed = width(&arrow.label, false) + LABEL;
        if arrow.label.is_empty() {
            continue;
        }
        if first == last {
            // The label stands to the right of the middle.
            sizes[first] = sizes[first].max(2.0 * needed);
        } else if last == first + 1 {
            gaps[first] = gaps[first].max(needed);
        } else {
            long.push((first, last, needed));
        }
    }
    widen(&mut sizes, &mut gaps, picture, &long);
    tracks(&sizes, &gaps, MARGIN)
}

/// Widens what is narrower than its label: gaps for the arrows over several columns, given by the columns of their boxes
/// and the width that they need, and boxes for frames.
fn widen(sizes: &mut [f64], gaps: &mut [f64], picture: &Picture, arrows: &[(usize, usize, f64)]) {
    for frame in &picture.frames {
        let (first, last) = range(frame, picture, |node| node.column);
        let inside = sizes[first..=last].iter().chain(&gaps[first..last]).sum::<f64>();
        let needed = width(&frame.label, false) + 2.0 * FRAME_LABEL;
        sizes[last] += (needed - inside - 2.0 * FRAME).max(0.0);
    }
    for &(first, last, needed) in arrows {
        let between = sizes[first + 1..last].iter().chain(&gaps[first..last]).sum::<f64>();
        gaps[first] += (needed - between).max(0.0);
    }
}

/// Returns the first and the last place of a frame's members.
fn range(frame: &Frame, picture: &Picture, place: fn(&Node) -> usize) -> (usize, usize) {
    let places = frame.members.iter().map(|&member| place(&picture.boxes[member]));
    places.fold((usize::MAX, 0), |(low, high), place| (low.min(place), high.max(place)))
}

fn rows(picture: &Picture) -> Tracks {
    let sizes = largest(picture.boxes.iter().map(|node| (node.row, box_height(node))));
    let mut gaps = vec![GAP; sizes.len()];
    let mut top = MARGIN;
    for frame in &picture.frames {
        // Its label and its edge need a place above the first row, and its edge one below the last.
        let (first, last) = range(frame, picture, |node| node.row);
        match first.checked_sub(1) {
            Some(above) => gaps[above] += FRAME + LINE,
            None => top += FRAME + LINE,
        }
        gaps[last] += FRAME;
    }
    tracks(&sizes, &gaps, top)
}

/// Returns the largest size of each place.
fn largest(sizes: impl Iterator<Item = (usize, f64)>) -> Vec<f64> {
    let mut all: Vec<f64> = Vec::new();
    for (place, size) in sizes {
        if all.len() <= place {
            all.resize(place + 1, 0.0);
        }
        all[place] = all[place].max(size);
    }
    all
}

fn tracks(sizes: &[f64], gaps: &[f64], start: f64) -> Tracks {
    let mut next = start;
    let track = |(&size, &gap)| {
        let start = next;
        next += size + gap;
        (start, size)
    };
    sizes.iter().zip(gaps).map(track).collect()
}

fn area(node: &Node, columns: &Tracks, rows: &Tracks) -> Area {
    let ((left, width), (top, height)) = (columns[node.column], rows[node.row]);
    Area { left, top, width, height }
}

fn line(arrow: &Arrow, picture: &Picture, boxes: &[Area]) -> Line {
    let (from, to) = (boxes[arrow.from], boxes[arrow.to]);
    let ((x, y), (to_x, to_y)) = (from.middle(), to.middle());
    if picture.boxes[arrow.from].row == picture.boxes[arrow.to].row {
        let (start, end) = if to_x > x { (from.right(), to.left) } else { (from.left, to.right()) };
        let label = (f64::midpoint(start, end), y - 7.0);
        Line { start: (start, y), end: (end, y), label, is_vertical: false }
    } else {
        let (start, end) = if to_y > y { (from.bottom(), to.top) } else { (from.top, to.bottom()) };
        // Near the start, so that a frame around the end does not cross it.
        let label = (x + 9.0, if end > start { start + LINE } else { start - 9.0 });
        Line { start: (x, start), end: (x, end), label, is_vertical: true }
    }
}

fn around(frame: &Frame, boxes: &[Area]) -> Area {
    let members = || frame.members.iter().map(|&member| boxes[member]);
    let left = members().map(|area| area.left).fold(f64::MAX, f64::min) - FRAME;
    let top = members().map(|area| area.top).fold(f64::MAX, f64::min) - FRAME - LINE;
    let right = members().map(Area::right).fold(0.0, f64::max) + FRAME;
    let bottom = members().map(Area::bottom).fold(0.0, f64::max) + FRAME;
    Area { left, top, width: right - left, height: bottom - top }
}

#[cfg(test)]
mod tests {
    use super::super::describe::read;
    use super::*;

    fn layout(lines: &str) -> Layout {
        Layout::of(&read(&format!("title: T\ndescription: D\n{lines}")).unwrap())
    }

    #[test]
    fn boxes_of_a_column_have_one_width_and_do_not_overlap() {
        let layout = layout(
            "step a at 1,1: A\nstep b at 1,2: A long name\nstep c at 2,1: C\na -> c: a label\na -> b: no\n",
        );
        let [a, b, c] = layout.boxes[..] else { panic!() };
        assert!((a.width - b.width).abs() < 0.01 && b.top - a.bottom() >= GAP);
        assert!(c.left - a.right() >= width("a label", false));
        assert!(layout.width > c.right() && layout.height > b.bottom());
    }

    #[test]
    fn a_frame_surrounds_its_boxes_and_touches_no_other() {
        let layout = layout("step a at 1,1: A\nstep b at 1,2: B\nstep c at 1,3: C\nframe b: F\n");
        let [frame] = layout.frames[..] else { panic!() };
        assert!(frame.top < layout.boxes[1].top && frame.bottom() > layout.boxes[1].bottom());
        assert!(frame.top > layout.boxes[0].bottom() && frame.bottom() < layout.boxes[2].top);
    }

    #[test]
    fn a_long_label_has_room() {
        let label = "a label that is longer than two boxes and the three gaps beside them";
        let boxes = "step a at 1,1: A\nstep b at 4,1: B\nstep c at 2,2: C\nstep d at 3,2: D\n";
        let layout = layout(&format!("{boxes}a -> b: {label}\nc -> d\nframe c: {label}\n"));
        let ([line, _], [frame]) = (&layout.lines[..], &layout.frames[..]) else { panic!() };
        assert!(line.end.0 - line.start.0 >= width(label, false));
        assert!(frame.width >= width(label, false) + FRAME_LABEL);
        assert!(frame.right() < layout.boxes[3].left && frame.right() < layout.width);
    }

    #[test]
    fn arrows_lead_from_edge_to_edge() {
        let layout =
            layout("step a at 2,2: A\nstep b at 1,2: B\nstep c at 2,1: C\na -> b\na -> c\n");
        let [a, b, c] = layout.boxes[..] else { panic!() };
        let [left, up] = layout.lines[..] else { panic!() };
        assert_eq!((left.start.0, left.end.0), (a.left, b.right()));
        assert_eq!((up.start.1, up.end.1), (a.top, c.bottom()));
    }
}
