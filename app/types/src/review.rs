//! What guests say of their stays, and what hotels answer.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    ids::{BookingId, HotelId, ReviewId},
    validate::FieldErrors,
};

/// How long after its end a stay can be reviewed.
pub const WRITE_WITHIN: TimeDelta = TimeDelta::days(365);

/// How long a review can be changed.
pub const EDIT_WITHIN: TimeDelta = TimeDelta::hours(48);

/// How a stay was, from 1 (bad) to 10 (excellent).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Scores {
    /// All in all. The hotel's score is the mean of these.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 10))]
    pub overall: i16,
    /// How clean it was.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 10))]
    pub cleanliness: Option<i16>,
    /// How comfortable.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 10))]
    pub comfort: Option<i16>,
    /// How well situated.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 10))]
    pub location: Option<i16>,
    /// How kind and able the people are.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 10))]
    pub staff: Option<i16>,
    /// Whether it was worth its price.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 10))]
    pub value: Option<i16>,
}

impl Scores {
    /// The parts, with their names.
    #[must_use]
    pub fn parts(&self) -> [(&'static str, Option<i16>); 5] {
        [
            ("cleanliness", self.cleanliness),
            ("comfort", self.comfort),
            ("location", self.location),
            ("staff", self.staff),
            ("value", self.value),
        ]
    }

    fn check(&self, errors: &mut FieldErrors) {
        errors.range("/scores/overall", &self.overall, &1, &10);
        for (name, score) in self.parts() {
            if let Some(score) = score {
                errors.range(&format!("/scores/{name}"), &score, &1, &10);
            }
        }
    }
}

/// What a guest says of a stay.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "scores": {"overall": 9, "cleanliness": 10, "location": 10}, "title": "By the water",
    "text": "Breakfast on the terrace, and everything on foot."
})))]
#[serde(deny_unknown_fields)]
pub struct ReviewInput {
    /// How it was.
    pub scores: Scores,
    /// A few words above the text, at most 120 characters.
    #[serde(default)]
    pub title: Option<String>,
    /// What other guests should know, in 1 to 4000 characters.
    pub text: String,
}

impl ReviewInput {
    /// The input with every field tidied.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn validated(self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        self.scores.check(&mut errors);
        let title = self.title.as_deref().unwrap_or_default();
        let title = Some(errors.text("/title", title, 0, 120)).filter(|title| !title.is_empty());
        let text = errors.text("/text", &self.text, 1, 4000);
        errors.into_result(Self { scores: self.scores, title, text })
    }
}

/// A change of a review: fields that are absent stay.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"text": "Breakfast was the best part."})))]
#[serde(deny_unknown_fields, default)]
pub struct ReviewPatch {
    /// All of them: a part that is not among them is not said any more.
    pub scores: Option<Scores>,
    /// See [`ReviewInput::title`]; an empty one takes it away.
    pub title: Option<String>,
    /// See [`ReviewInput::text`].
    pub text: Option<String>,
}

impl ReviewPatch {
    /// `review` with the change made; not validated yet.
    #[must_use]
    pub fn apply(self, review: ReviewInput) -> ReviewInput {
        ReviewInput {
            scores: self.scores.unwrap_or(review.scores),
            title: self.title.or(review.title),
            text: self.text.unwrap_or(review.text),
        }
    }
}

/// What the hotel answers to a review.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"text": "Thank you, and come back!"})))]
#[serde(deny_unknown_fields)]
pub struct AnswerInput {
    /// In 1 to 2000 characters.
    pub text: String,
}

impl AnswerInput {
    /// The input with every field tidied.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn validated(self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let text = errors.text("/text", &self.text, 1, 2000);
        errors.into_result(Self { text })
    }
}

/// A review, as everybody may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Review {
    /// Its id.
    pub id: ReviewId,
    /// Which hotel it is about.
    pub hotel_id: HotelId,
    /// The guest's given name; absent, if the account was erased.
    pub author: Option<String>,
    /// The month in which the stay began, as its first day.
    pub stay_month: NaiveDate,
    /// How it was.
    pub scores: Scores,
    /// A few words above the text.
    pub title: Option<String>,
    /// What the guest said; empty, if the account was erased.
    pub text: String,
    /// What the hotel answered.
    pub answer: Option<ReviewAnswer>,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When it was changed, if it was.
    pub edited_at: Option<DateTime<Utc>>,
}

impl Review {
    /// What the guest said, for changing it.
    #[must_use]
    pub fn to_input(&self) -> ReviewInput {
        ReviewInput { scores: self.scores, title: self.title.clone(), text: self.text.clone() }
    }
}

/// What a hotel answered to a review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReviewAnswer {
    /// What it said.
    pub text: String,
    /// When it first answered.
    pub created_at: DateTime<Utc>,
    /// When the answer was changed, if it was.
    pub edited_at: Option<DateTime<Utc>>,
}

/// The review of a booking, and what can be done about it now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookingReview {
    /// Which booking.
    pub booking_id: BookingId,
    /// The review, if there is one.
    pub review: Option<Review>,
    /// Until when you can write one; absent, if you cannot.
    pub write_until: Option<DateTime<Utc>>,
    /// Until when you can change the one there is; absent, if you cannot.
    pub edit_until: Option<DateTime<Utc>>,
}

/// What all guests of a hotel say together: means from 1.0 to 10.0, in tenths, each absent
/// if nobody said anything of it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReviewSummary {
    /// How many reviews.
    pub count: i64,
    /// All in all.
    pub overall: Option<f64>,
    /// How clean it is.
    pub cleanliness: Option<f64>,
    /// How comfortable.
    pub comfort: Option<f64>,
    /// How well situated.
    pub location: Option<f64>,
    /// How kind and able the people are.
    pub staff: Option<f64>,
    /// Whether it is worth its price.
    pub value: Option<f64>,
}

/// A mean of scores in thousandths as it is shown: 1.0 to 10.0, in tenths.
#[must_use]
pub fn shown_score(thousandths: i32) -> f64 {
    f64::from((thousandths + 50) / 100) / 10.0
}

/// The same mean on the scale of five: half of it in tenths, and at least 1.0.
#[must_use]
pub fn shown_rating(thousandths: i32) -> f64 {
    (f64::from((thousandths + 100) / 200) / 10.0).max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn means_are_shown_in_tenths() {
        let shown = |mean| (shown_score(mean), shown_rating(mean));
        assert_eq!(shown(10_000), (10.0, 5.0));
        assert_eq!(shown(8_666), (8.7, 4.3));
        assert_eq!(shown(8_049), (8.0, 4.0));
        assert_eq!(shown(8_050), (8.1, 4.0));
        assert_eq!(shown(1_000), (1.0, 1.0), "the scale of five begins at 1");
    }

    #[test]
    fn all_wrong_fields_of_a_review_are_told() {
        let scores = Scores { overall: 0, staff: Some(11), value: Some(1), ..Scores::default() };
        let input = ReviewInput { scores, title: Some("x".repeat(121)), text: " ".into() };
        let errors = input.validated().expect_err("refused");
        let pointers: Vec<&str> = errors.0.iter().map(|error| error.pointer.as_str()).collect();
        assert_eq!(pointers, ["/scores/overall", "/scores/staff", "/title", "/text"]);
    }

    #[test]
    fn a_change_leaves_what_it_does_not_name() {
        let scores = Scores { overall: 8, staff: Some(9), ..Scores::default() };
        let before = ReviewInput { scores, title: Some("Quiet".into()), text: "Good.".into() };
        let none = ReviewPatch::default().apply(before.clone());
        assert_eq!(none, before);
        let patch = ReviewPatch {
            scores: Some(Scores { overall: 7, ..Scores::default() }),
            title: Some(String::new()),
            text: None,
        };
        let after = patch.apply(before).validated().expect("good");
        assert_eq!((after.scores.overall, after.scores.staff, after.title), (7, None, None));
        assert_eq!(after.text, "Good.");
    }
}
