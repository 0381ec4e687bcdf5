//! Shows what is added to a file.

use std::fmt::Write as _;
use std::path::Path;

/// The lines around a change that are shown.
const AROUND: usize = 3;

/// Returns a unified diff of two texts, of which the second one only has more lines.
pub(super) fn of(path: &Path, before: &str, after: &str) -> String {
    let mut old = before.lines().peekable();
    let mut lines: Vec<(bool, &str)> = Vec::new();
    for line in after.lines() {
        let is_old = old.next_if(|known| *known == line).is_some();
        lines.push((!is_old, line));
    }
    let path = path.display();
    let mut diff = format!("--- {path}\n+++ {path}\n");
    let is_near = |index: usize| {
        let first = index.saturating_sub(AROUND);
        lines.iter().skip(first).take(index - first + AROUND + 1).any(|(is_new, _)| *is_new)
    };
    let mut was_shown = false;
    let mut old_number = 1;
    for (index, (is_new, line)) in lines.iter().enumerate() {
        let is_shown = is_near(index);
        if is_shown && !was_shown {
            let length = (index..lines.len()).take_while(|index| is_near(*index)).count();
            let added = lines.iter().skip(index).take(length).filter(|(is_new, _)| *is_new).count();
            let start = if before.is_empty() { 0 } else { old_number };
            let _ = writeln!(diff, "@@ -{start},{} +{},{length} @@", length - added, index + 1);
        }
        if is_shown {
            let _ = writeln!(diff, "{}{line}", if *is_new { '+' } else { ' ' });
        }
        old_number += usize::from(!is_new);
        was_shown = is_shown;
    }
    diff
}
