//! Writes a picture as SVG.
//!
//! The picture has its own background and colours for light and dark, because it is shown as an image: on a page of
//! rustdoc, and by the repository. Text stays text, in a font of the reader.

use std::fmt::Write as _;

use super::describe::{Kind, Node, Picture};
use super::layout::{Area, FRAME_LABEL, Layout, Line};
use super::measure::{LINE, SIZE};

const STYLE: &str = "\
.paper{fill:#fff}.box{fill:#eef4f1;stroke:#2f6f4f}.question{fill:#fdf5e3;stroke:#a8741a}\
.result{fill:#e9eef8;stroke:#3b5b92}.frame{fill:none;stroke:#7b8794;stroke-dasharray:5 4}\
.arrow{stroke:#52606d;fill:none}.head{fill:#52606d}text{fill:#1f2933}.name{font-weight:bold}.note{fill:#52606d}\
@media(prefers-color-scheme:dark){.paper{fill:#16191c}.box{fill:#1d2b25;stroke:#6fbf97}\
.question{fill:#2e2718;stroke:#d9a441}.result{fill:#1d2536;stroke:#86a6e0}.frame{stroke:#8a95a1}\
.arrow{stroke:#a9b4bf}.head{fill:#a9b4bf}text{fill:#e6e9ec}.note{fill:#a9b4bf}}";

/// Returns the SVG of a picture. `name` makes its ids unique on a page with several pictures.
pub(super) fn svg(name: &str, picture: &Picture) -> Result<String, String> {
    let layout = Layout::of(picture);
    let mut svg = String::new();
    write(&mut svg, name, picture, &layout).map_err(|error| error.to_string())?;
    Ok(svg)
}

fn write(
    svg: &mut String,
    name: &str,
    picture: &Picture,
    layout: &Layout,
) -> Result<(), std::fmt::Error> {
    let (width, height) = (layout.width.ceil(), layout.height.ceil());
    writeln!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} \
         {height}\" font-family=\"sans-serif\" font-size=\"{SIZE}\" role=\"img\" aria-labelledby=\"{name}-title \
         {name}-text\">"
    )?;
    writeln!(svg, "<title id=\"{name}-title\">{}</title>", escaped(&picture.title))?;
    writeln!(svg, "<desc id=\"{name}-text\">{}</desc>", escaped(&picture.description))?;
    writeln!(svg, "<style>{STYLE}</style>")?;
    writeln!(svg, "<rect class=\"paper\" width=\"{width}\" height=\"{height}\" rx=\"8\"/>")?;
    for (frame, area) in picture.frames.iter().zip(&layout.frames) {
        rectangle(svg, "frame", *area, 10.0)?;
        let (x, y) = (area.left + FRAME_LABEL, area.top + LINE);
        writeln!(
            svg,
            "<text class=\"note\" x=\"{x:.1}\" y=\"{y:.1}\">{}</text>",
            escaped(&frame.label)
        )?;
    }
    for (arrow, line) in picture.arrows.iter().zip(&layout.lines) {
        draw_arrow(svg, &arrow.label, *line)?;
    }
    for (node, area) in picture.boxes.iter().zip(&layout.boxes) {
        draw_box(svg, node, *area)?;
    }
    svg.push_str("</svg>\n");
    Ok(())
}

fn rectangle(svg: &mut String, class: &str, area: Area, radius: f64) -> std::fmt::Result {
    let Area { left, top, width, height } = area;
    writeln!(
        svg,
        "<rect class=\"{class}\" x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" \
         rx=\"{radius}\"/>"
    )
}

fn draw_box(svg: &mut String, node: &Node, area: Area) -> std::fmt::Result {
    let (class, radius) = match node.kind {
        Kind::Step => ("box", 5.0),
        Kind::Question => ("question", 16.0),
        Kind::Result => ("result", 5.0),
    };
    rectangle(svg, class, area, radius)?;
    let (x, middle) = area.middle();
    let count = u32::try_from(node.lines.len()).map_or(0.0, f64::from);
    // A question is one sentence, so none of its lines stands out.
    let mut class = if node.kind == Kind::Question { "" } else { " class=\"name\"" };
    let mut y = middle - (count - 1.0) * LINE / 2.0 + SIZE * 0.36;
    for line in &node.lines {
        writeln!(
            svg,
            "<text{class} x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"middle\">{}</text>",
            escaped(line)
        )?;
        class = "";
        y += LINE;
    }
    Ok(())
}

fn draw_arrow(svg: &mut String, label: &str, line: Line) -> std::fmt::Result {
    const HEAD: f64 = 8.0;
    let ((x, y), (end_x, end_y)) = (line.start, line.end);
    // The direction, 1 or -1 along one of the axes.
    let (along_x, along_y) =
        if line.is_vertical { (0.0, (end_y - y).signum()) } else { ((end_x - x).signum(), 0.0) };
    let (base_x, base_y) = (end_x - HEAD * along_x, end_y - HEAD * along_y);
    writeln!(svg, "<path class=\"arrow\" d=\"M{x:.1} {y:.1}L{base_x:.1} {base_y:.1}\"/>")?;
    let (side_x, side_y) = (along_y * HEAD / 2.0, along_x * HEAD / 2.0);
    writeln!(
        svg,
        "<path class=\"head\" d=\"M{end_x:.1} {end_y:.1}L{:.1} {:.1}L{:.1} {:.1}Z\"/>",
        base_x + side_x,
        base_y + side_y,
        base_x - side_x,
        base_y - side_y
    )?;
    if label.is_empty() {
        return Ok(());
    }
    let anchor = if line.is_vertical { "" } else { " text-anchor=\"middle\"" };
    let (x, y) = line.label;
    writeln!(
        svg,
        "<text class=\"note\" x=\"{x:.1}\" y=\"{y:.1}\"{anchor}>{}</text>",
        escaped(label)
    )
}

/// Returns `text` as the content of an element.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::super::describe::read;
    use super::*;

    #[test]
    fn a_picture_has_title_description_and_escaped_text() {
        let lines = "title: T & U\ndescription: D\nstep a at 1,1: Pages<'_, Item>\n";
        let svg = svg("a", &read(lines).unwrap()).unwrap();
        assert!(
            svg.contains("<title id=\"a-title\">T &amp; U</title>\n<desc id=\"a-text\">D</desc>")
        );
        assert!(svg.contains(">Pages&lt;'_, Item&gt;</text>"));
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
    }
}
