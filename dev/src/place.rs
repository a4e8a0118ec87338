//! Where the inspector goes: where the banner is not.

/// A box on the screen, in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// From the left edge.
    pub left: f64,
    /// From the top.
    pub top: f64,
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
}

impl Rect {
    fn right(&self) -> f64 {
        self.left + self.width
    }

    fn bottom(&self) -> f64 {
        self.top + self.height
    }

    fn meets(&self, other: &Rect) -> bool {
        let beside = self.right() <= other.left || other.right() <= self.left;
        let apart = self.bottom() <= other.top || other.bottom() <= self.top;
        !beside && !apart
    }
}

/// The distance to edges and to what is in the way.
const GAP: f64 = 12.0;
/// The panel's width, where there is room.
const WIDTH: f64 = 432.0;
/// The most height that a panel needs.
const HEIGHT: f64 = 720.0;
/// A panel that would be lower lies under the banner instead.
const LEAST: f64 = 144.0;

/// The panel's place on a screen: the largest free box at the left or right edge. If no box is free, the panel
/// lies under what is in the way.
pub fn panel(width: f64, height: f64, taken: &[Rect]) -> Rect {
    let wide = WIDTH.min(width - 2.0 * GAP);
    let lefts = [GAP, width - GAP - wide];
    let free = lefts.iter().flat_map(|left| gaps(*left, wide, height, taken));
    // The first of equals: the left one, which our banner leaves free.
    let best =
        free.fold(Rect::default(), |best, one| if one.height > best.height { one } else { best });
    match best.height < LEAST {
        true => Rect { left: GAP, top: GAP, width: wide, height: height - 2.0 * GAP },
        false => best,
    }
}

/// The free heights of a column, cut to what a panel needs, the lowest first.
fn gaps(left: f64, width: f64, height: f64, taken: &[Rect]) -> Vec<Rect> {
    let column = Rect { left, top: 0.0, width, height };
    let mut walls: Vec<(f64, f64)> =
        taken.iter().filter(|one| one.meets(&column)).map(|one| (one.top, one.bottom())).collect();
    walls.push((height, height));
    walls.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut gaps = Vec::new();
    let mut top = 0.0;
    for (start, end) in walls {
        let free = start - top - 2.0 * GAP;
        let tall = free.min(HEIGHT);
        gaps.push(Rect { left, top: start - GAP - tall, width, height: tall });
        top = end.max(top);
    }
    gaps.reverse();
    gaps
}

/// Where the corner button goes: the first corner that is free, else the first, under what is in the way.
pub fn corner(width: f64, height: f64, size: f64, taken: &[Rect]) -> Rect {
    let (near, far) = (GAP, |most: f64| most - GAP - size);
    let corners =
        [(near, far(height)), (near, near), (far(width), far(height)), (far(width), near)];
    let boxes = corners.map(|(left, top)| Rect { left, top, width: size, height: size });
    let free = boxes.iter().find(|one| !taken.iter().any(|other| one.meets(other)));
    *free.unwrap_or(&boxes[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rect(left: f64, top: f64, width: f64, height: f64) -> Rect {
        Rect { left, top, width, height }
    }

    #[test]
    fn a_free_screen_has_the_panel_at_the_lower_left() {
        assert_eq!(panel(1280.0, 900.0, &[]), rect(12.0, 168.0, 432.0, 720.0));
        assert_eq!(corner(1280.0, 900.0, 44.0, &[]), rect(12.0, 844.0, 44.0, 44.0));
    }

    #[test]
    fn a_box_at_the_right_leaves_the_left_free() {
        let banner = rect(820.0, 600.0, 448.0, 288.0);
        assert_eq!(panel(1280.0, 900.0, &[banner]), rect(12.0, 168.0, 432.0, 720.0));
    }

    #[test]
    fn a_bar_at_the_bottom_has_the_panel_above_it() {
        let banner = rect(64.0, 700.0, 1152.0, 188.0);
        let panel = panel(1280.0, 900.0, &[banner]);
        assert_eq!(panel, rect(12.0, 12.0, 432.0, 676.0));
        assert!(!panel.meets(&banner));
        // Below the bar's side there is room for the button.
        assert!(!corner(1280.0, 900.0, 44.0, &[banner]).meets(&banner));
    }

    #[test]
    fn on_a_small_screen_it_takes_what_is_left() {
        let banner = rect(12.0, 300.0, 296.0, 328.0);
        let panel = panel(320.0, 640.0, &[banner]);
        assert_eq!(panel, rect(12.0, 12.0, 296.0, 276.0));
        assert_eq!(corner(320.0, 640.0, 44.0, &[banner]), rect(12.0, 12.0, 44.0, 44.0));
    }

    #[test]
    fn where_nothing_is_left_it_lies_under_the_banner() {
        let banner = rect(12.0, 12.0, 296.0, 232.0);
        assert_eq!(panel(320.0, 256.0, &[banner]), rect(12.0, 12.0, 296.0, 232.0));
        assert_eq!(corner(320.0, 256.0, 44.0, &[banner]), rect(12.0, 200.0, 44.0, 44.0));
    }

    #[test]
    fn whatever_is_in_the_way_is_never_covered_where_there_is_room() {
        for step in 0..40 {
            let banner =
                rect(f64::from(step) * 25.0, f64::from(step * 7 % 30) * 20.0, 300.0, 250.0);
            for (width, height) in [(1280.0, 900.0), (800.0, 700.0)] {
                let panel = panel(width, height, &[banner]);
                assert!(!panel.meets(&banner), "{banner:?} {panel:?}");
                assert!(
                    panel.top >= GAP - 0.01 && panel.bottom() <= height - GAP + 0.01,
                    "{panel:?}"
                );
            }
        }
    }
}
