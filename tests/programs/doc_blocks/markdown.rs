//! The parts of a Markdown page: blocks, links and headings.

use std::collections::BTreeSet;

/// A line of a page.
#[derive(Debug, PartialEq)]
enum Line<'a> {
    Text(&'a str),
    /// The words after the fence that starts a block.
    Start(&'a str),
    Code(&'a str),
    End,
}

/// A fenced block of a page.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) line: usize,
    /// The words after the fence.
    pub(super) words: Vec<String>,
    pub(super) text: String,
}

/// Returns the lines of a page. A fence is at least three signs, and a block ends at as many of the same or more.
fn lines(page: &str) -> Vec<Line<'_>> {
    let mut open: Option<(char, usize)> = None;
    let line = |line| match (open, fence(line)) {
        (None, Some((sign, count, words))) => {
            open = Some((sign, count));
            Line::Start(words)
        }
        (None, None) => Line::Text(line),
        (Some((sign, least)), Some((other, count, ""))) if sign == other && count >= least => {
            open = None;
            Line::End
        }
        (Some(_), _) => Line::Code(line),
    };
    let lines = page.lines().map(line).collect();
    assert!(open.is_none(), "a block does not end");
    lines
}

/// Returns the sign of a fence, how often it is there, and the words after it.
fn fence(line: &str) -> Option<(char, usize, &str)> {
    let line = line.trim();
    let sign = line.chars().next().filter(|sign| ['`', '~'].contains(sign))?;
    let words = line.trim_start_matches(sign);
    let count = line.len() - words.len();
    // Code within a line may have as many signs.
    let is_fence = count >= 3 && (sign == '~' || !words.contains('`'));
    is_fence.then(|| (sign, count, words.trim()))
}

/// Returns the text outside of blocks.
fn text(page: &str) -> impl Iterator<Item = &str> {
    lines(page).into_iter().filter_map(|line| match line {
        Line::Text(text) => Some(text),
        _ => None,
    })
}

pub(super) fn blocks(page: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for (number, line) in (1..).zip(lines(page)) {
        match (line, blocks.last_mut()) {
            (Line::Start(words), _) => {
                let words = words.split([',', ' ']).filter(|word| !word.is_empty());
                let words = words.map(str::to_owned).collect();
                blocks.push(Block { line: number, words, text: String::new() });
            }
            (Line::Code(line), Some(block)) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            _ => {}
        }
    }
    blocks
}

/// Returns the targets of links and of definitions of links, outside of code.
pub(super) fn links(page: &str) -> Vec<String> {
    let mut links = Vec::new();
    for line in text(page) {
        if let Some((_, target)) = line.strip_prefix('[').and_then(|rest| rest.split_once("]: ")) {
            links.push(target.to_owned());
        }
        // The other parts of the line are in code.
        for text in line.split('`').step_by(2).collect::<Vec<_>>().join("`").split("](").skip(1) {
            links.extend(text.split(')').next().map(str::to_owned));
        }
    }
    let is_relative =
        |link: &String| !link.contains("://") && !link.contains("::") && !link.contains('@');
    links.retain(|link| {
        is_relative(link) && !link.starts_with("data:") && !link.starts_with("crate#")
    });
    links
}

/// Returns the anchors of the headings of a page.
pub(super) fn anchors(page: &str) -> BTreeSet<String> {
    let headings = text(page).filter_map(|line| {
        let heading = line.trim_start_matches('#');
        let level = line.len() - heading.len();
        heading.strip_prefix(' ').filter(|_| (1..=6).contains(&level))
    });
    let anchor = |heading: &str| {
        let kept = heading.trim().chars();
        let kept = kept.filter(|c| c.is_alphanumeric() || [' ', '-', '_'].contains(c));
        kept.collect::<String>().to_lowercase().replace(' ', "-")
    };
    headings.map(anchor).collect()
}

#[test]
fn links_and_headings_are_outside_of_blocks() {
    for (page, expected_links, expected_anchors) in [
        ("# A b\n[c](d.md#e)\n[f]: g.md", vec!["d.md#e", "g.md"], vec!["a-b"]),
        ("```\n# A\n[b](c.md)\n```\n## D", vec![], vec!["d"]),
        ("~~~\n# A\n```\n[b](c.md)\n~~~\n[d](e.md)", vec!["e.md"], vec![]),
        ("````\n```\n# A\n````\n[b](c.md)", vec!["c.md"], vec![]),
        ("```\n# A\n`````\n# B", vec![], vec!["b"]),
        ("```\n# A\n``` b\n# C\n```", vec![], vec![]),
        ("```[a](b.md)```\n[c](d.md)", vec!["d.md"], vec![]),
        ("#[derive(Debug)]\n####### A", vec![], vec![]),
    ] {
        assert_eq!(links(page), expected_links, "{page}");
        assert_eq!(anchors(page).into_iter().collect::<Vec<_>>(), expected_anchors, "{page}");
    }
}
