//! Pages of a list.

use serde::{Deserialize, Serialize};

/// One page of a list, in a stable order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page<T> {
    /// The items.
    pub data: Vec<T>,
    /// What to pass as `cursor` for the next page; opaque.
    pub next_cursor: Option<String>,
    /// Whether there is a next page.
    pub has_more: bool,
}

impl<T> Page<T> {
    /// Cuts `items`, fetched with a limit of `limit + 1`, to a page; `cursor`
    /// makes the cursor that continues after the last item kept.
    pub fn cut(mut items: Vec<T>, limit: usize, cursor: impl Fn(&T) -> String) -> Self {
        let has_more = items.len() > limit;
        items.truncate(limit);
        let next_cursor = if has_more { items.last().map(cursor) } else { None };
        Self { data: items, next_cursor, has_more }
    }

    /// A list that fits one page.
    #[must_use]
    pub fn whole(data: Vec<T>) -> Self {
        Self { data, next_cursor: None, has_more: false }
    }
}

/// Which page of a list is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PageRequest {
    /// How many items: 1 to 100, 20 if absent.
    #[serde(default)]
    pub limit: Option<u32>,
    /// Where to go on, as a page before said.
    #[serde(default)]
    pub cursor: Option<String>,
}

impl PageRequest {
    /// The number of items, within bounds.
    #[must_use]
    pub fn size(&self) -> usize {
        self.limit.unwrap_or(20).clamp(1, 100) as usize
    }
}
