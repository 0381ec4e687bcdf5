//! Reads the description of a picture.
//!
//! ```text
//! title: How a call flows
//! description: Calling the method builds the request.
//!   An indented line continues the one before.
//!
//! step send at 1,1: Transport / sends these bytes
//! question judge at 2,1: Is it a failure?
//! result value at 3,1: Your type
//!
//! send -> judge
//! judge -> value: no
//!
//! frame send judge: each attempt
//! ```
//!
//! A place is a column and a row, from 1. `/` separates the lines of a box, of which the first is bold.

/// A described picture.
#[derive(Debug, Default)]
pub(super) struct Picture {
    pub(super) title: String,
    pub(super) description: String,
    pub(super) boxes: Vec<Node>,
    pub(super) arrows: Vec<Arrow>,
    pub(super) frames: Vec<Frame>,
}

/// A box.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) name: String,
    pub(super) kind: Kind,
    /// From 0.
    pub(super) column: usize,
    /// From 0.
    pub(super) row: usize,
    pub(super) lines: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Step,
    Question,
    Result,
}

/// An arrow between two boxes, by their places in the list.
#[derive(Debug)]
pub(super) struct Arrow {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) label: String,
}

/// A frame around boxes.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) members: Vec<usize>,
    pub(super) label: String,
}

/// Reads a description.
pub(super) fn read(text: &str) -> Result<Picture, String> {
    let mut picture = Picture::default();
    for line in joined(text) {
        read_line(&line, &mut picture).map_err(|problem| format!("`{line}`: {problem}"))?;
    }
    for (what, text) in [("title", &picture.title), ("description", &picture.description)] {
        if text.is_empty() {
            return Err(format!("the line `{what}: …` is missing"));
        }
    }
    check_arrows(&picture)?;
    check_frames(&picture)?;
    Ok(picture)
}

/// Returns the lines that are not blank, each with its continuations.
fn joined(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        match lines.last_mut() {
            Some(last) if line.starts_with(' ') => {
                last.push(' ');
                last.push_str(line.trim());
            }
            _ => lines.push(line.trim().to_owned()),
        }
    }
    lines
}

fn read_line(line: &str, picture: &mut Picture) -> Result<(), String> {
    let (head, text) = match line.split_once(": ") {
        Some((head, text)) => (head, text.trim()),
        None => (line, ""),
    };
    let words: Vec<&str> = head.split_whitespace().collect();
    match words.as_slice() {
        ["title"] => set(&mut picture.title, text)?,
        ["description"] => set(&mut picture.description, text)?,
        [kind @ ("step" | "question" | "result"), name, "at", place] => {
            let kind = match *kind {
                "step" => Kind::Step,
                "question" => Kind::Question,
                _ => Kind::Result,
            };
            let (column, row) = read_place(place).ok_or("write the place as `column,row`")?;
            if picture.boxes.iter().any(|other| (other.column, other.row) == (column, row)) {
                return Err("another box has this place".to_owned());
            }
            if picture.boxes.iter().any(|other| other.name == *name) {
                return Err("another box has this name".to_owned());
            }
            let lines = text.split(" / ").map(|line| line.trim().to_owned()).collect();
            picture.boxes.push(Node { name: (*name).to_owned(), kind, column, row, lines });
        }
        [from, "->", to] => {
            let (from, to) = (find(picture, from)?, find(picture, to)?);
            if picture.arrows.iter().any(|other| {
                (other.from, other.to) == (from, to) || (other.from, other.to) == (to, from)
            }) {
                return Err("these boxes have an arrow already".to_owned());
            }
            picture.arrows.push(Arrow { from, to, label: text.to_owned() });
        }
        ["frame", members @ ..] if !members.is_empty() => {
            let members = members.iter().map(|name| find(picture, name));
            let members = members.collect::<Result<_, _>>()?;
            picture.frames.push(Frame { members, label: text.to_owned() });
        }
        _ => return Err("this is no line of a picture".to_owned()),
    }
    Ok(())
}

/// Sets a text that a picture has once.
fn set(place: &mut String, text: &str) -> Result<(), String> {
    if !place.is_empty() {
        return Err("the picture has this line already".to_owned());
    }
    text.clone_into(place);
    Ok(())
}

/// Reads `column,row`, from 1.
fn read_place(place: &str) -> Option<(usize, usize)> {
    let (column, row) = place.split_once(',')?;
    let number = |text: &str| text.parse::<usize>().ok()?.checked_sub(1);
    Some((number(column)?, number(row)?))
}

fn find(picture: &Picture, name: &str) -> Result<usize, String> {
    let place = picture.boxes.iter().position(|node| node.name == name);
    place.ok_or_else(|| format!("no box above has the name `{name}`"))
}

/// Refuses an arrow that is not straight, or that another box is in the way of.
fn check_arrows(picture: &Picture) -> Result<(), String> {
    for arrow in &picture.arrows {
        let (from, to) = (&picture.boxes[arrow.from], &picture.boxes[arrow.to]);
        let is_between = |node: &Node| {
            let within =
                |low: usize, high: usize, place| low.min(high) < place && place < low.max(high);
            (from.row == to.row
                && node.row == from.row
                && within(from.column, to.column, node.column))
                || (from.column == to.column
                    && node.column == from.column
                    && within(from.row, to.row, node.row))
        };
        let problem = if (from.row == to.row) == (from.column == to.column) {
            "an arrow leads along a row or a column".to_owned()
        } else if let Some(node) = picture.boxes.iter().find(|node| is_between(node)) {
            format!("the box `{}` is in its way", node.name)
        } else {
            continue;
        };
        return Err(format!("`{} -> {}`: {problem}", from.name, to.name));
    }
    Ok(())
}

/// Refuses a frame that is drawn around a box which is no member. A frame is the smallest rectangle with its members.
fn check_frames(picture: &Picture) -> Result<(), String> {
    for frame in &picture.frames {
        let is_within = |node: &Node, place: fn(&Node) -> usize| {
            let places = || frame.members.iter().map(|&member| place(&picture.boxes[member]));
            let place = place(node);
            places().min().is_some_and(|low| low <= place)
                && places().max().is_some_and(|high| place <= high)
        };
        for (index, node) in picture.boxes.iter().enumerate() {
            if !frame.members.contains(&index)
                && is_within(node, |node| node.column)
                && is_within(node, |node| node.row)
            {
                let (label, name) = (&frame.label, &node.name);
                return Err(format!("frame `{label}`: the box `{name}` is inside, but no member"));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "title: T\ndescription: D\n  E\n";

    #[test]
    fn a_description_is_read() {
        let boxes =
            "step a at 1,1: A / b\nquestion q at 2,1: Q?\na -> q: yes: it is\nframe a q: all\n";
        let picture = read(&format!("{HEAD}\n{boxes}")).unwrap();
        assert_eq!((picture.title.as_str(), picture.description.as_str()), ("T", "D E"));
        assert_eq!(picture.boxes[0].lines, ["A", "b"]);
        assert_eq!((picture.boxes[1].kind, picture.boxes[1].column), (Kind::Question, 1));
        assert_eq!((picture.arrows[0].to, picture.arrows[0].label.as_str()), (1, "yes: it is"));
        assert_eq!(picture.frames[0].members, [0, 1]);
    }

    #[test]
    fn a_description_with_a_mistake_is_refused() {
        let boxes = "step a at 1,1: A\nstep b at 2,2: B\nstep c at 1,2: C\nstep d at 1,3: D\n";
        for (lines, problem) in [
            ("stop x at 1,4: X", "this is no line of a picture"),
            ("step x at 0,4: X", "write the place as `column,row`"),
            ("step x at 1,1: X", "another box has this place"),
            ("step a at 1,4: X", "another box has this name"),
            ("a -> x", "no box above has the name `x`"),
            ("frame a x: F", "no box above has the name `x`"),
            ("a -> b", "an arrow leads along a row or a column"),
            ("a -> a", "an arrow leads along a row or a column"),
            ("d -> a", "the box `c` is in its way"),
            ("a -> c\nc -> a", "these boxes have an arrow already"),
            ("frame a b: F", "frame `F`: the box `c` is inside, but no member"),
            ("title: U", "the picture has this line already"),
            ("description: E", "the picture has this line already"),
        ] {
            let error = read(&format!("{HEAD}{boxes}{lines}\n")).unwrap_err();
            assert!(error.contains(problem), "{lines}: {error}");
        }
        assert!(read("title: T\n").unwrap_err().contains("`description: …` is missing"));
    }
}
