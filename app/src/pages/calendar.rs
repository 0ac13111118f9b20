//! What a hotel costs by night, and where it is full. Choosing two days in it chooses a stay;
//! each day is a link, so that it works without code as well.

use chrono::{Datelike, Days, Months, NaiveDate};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use types::Stay;

use crate::{
    api::search::load_calendar,
    components::loaded,
    format,
    forms::{SearchQuery, StayQuery},
    model::{CalendarDay, CalendarPage},
    packed::PageData,
    routes,
};

/// How many months ahead it goes.
const AHEAD: u32 = 18;

/// The calendar of the hotel of that name in addresses.
#[component]
pub fn Calendar(
    /// The hotel's place in addresses.
    slug: String,
) -> impl IntoView {
    let map = use_query_map();
    let get = move |name: &'static str| map.with(|map| map.get(name)).unwrap_or_default();
    let asked = Memo::new(move |_| {
        let begun = get("from");
        let near = [get("month"), begun, get("check_in")];
        (near.into_iter().find(|text| !text.is_empty()).unwrap_or_default(), get("guests"))
    });
    let of = slug.clone();
    let page = PageData::new(
        move || (of.clone(), asked.get()),
        |(slug, (near, guests))| load_calendar(slug, near, guests),
    );
    view! {
        <section id="calendar" class="wrap section-tight" aria-labelledby="calendar-title">
            <h2 id="calendar-title" class="heading">{t!("Prices by night")}</h2>
            {loaded(page, move |page| {
                let query = StayQuery::from(map.with_untracked(|map| SearchQuery::from(map)));
                let begun = get_untracked(map, "from");
                month(page, &Choice { slug: slug.clone(), begun: begun.parse().ok(), query })
            })}
        </section>
    }
}

fn get_untracked(map: Memo<leptos_router::params::ParamsMap>, name: &str) -> String {
    map.with_untracked(|map| map.get(name)).unwrap_or_default()
}

/// What was chosen so far.
struct Choice {
    slug: String,
    /// The first day of a stay whose last is to be chosen.
    begun: Option<NaiveDate>,
    query: StayQuery,
}

impl Choice {
    fn href(&self, from: &str, check_in: &str, check_out: &str, month: &str) -> String {
        let StayQuery { guests, rooms, .. } = &self.query;
        let query = [
            ("check_in", check_in),
            ("check_out", check_out),
            ("from", from),
            ("month", month),
            ("guests", guests.as_str()),
            ("rooms", rooms.as_str()),
        ];
        let query: Vec<_> = query.into_iter().filter(|(_, text)| !text.is_empty()).collect();
        format!("{}#calendar", routes::with_query(&format!("/hotels/{}", self.slug), &query))
    }

    fn stay(&self) -> Option<Stay> {
        let (from, to) = (self.query.check_in.parse().ok()?, self.query.check_out.parse().ok()?);
        Stay::new(from, to).ok()
    }

    /// Where choosing that day leads, and what it chooses. `last` is the last day that a stay
    /// which has begun can end on.
    fn of(&self, day: &CalendarDay, last: Option<NaiveDate>) -> Option<(String, &'static str)> {
        let here = format::iso(day.date);
        let month = here.get(..7).unwrap_or_default();
        match self.begun {
            Some(begun) if day.date > begun && last.is_some_and(|last| day.date <= last) => {
                let from = format::iso(begun);
                Some((self.href("", &from, &here, month), t!("leave on this day")))
            }
            _ if day.price.is_some() && day.arrival => {
                Some((self.href(&here, "", "", month), t!("arrive on this day")))
            }
            _ => None,
        }
    }
}

fn month(page: CalendarPage, choice: &Choice) -> AnyView {
    let CalendarPage { month, today, days } = page;
    let title = format::month_of(month);
    let last = choice.begun.and_then(|begun| last_day(begun, month, &days));
    let shown: Vec<_> = days
        .iter()
        .filter(|day| (day.date.year(), day.date.month()) == (month.year(), month.month()))
        .collect();
    let lead = month.weekday().num_days_from_sunday() as usize;
    let mut cells: Vec<AnyView> = (0..lead).map(|_| view! { <td></td> }.into_any()).collect();
    cells.extend(shown.into_iter().map(|day| cell(day, choice, last, today)));
    while !cells.len().is_multiple_of(7) {
        cells.push(view! { <td></td> }.into_any());
    }
    let mut weeks = Vec::new();
    while !cells.is_empty() {
        let rest = cells.split_off(cells.len().min(7));
        weeks.push(view! { <tr>{std::mem::replace(&mut cells, rest)}</tr> });
    }
    // A Sunday, and the days after it.
    let sunday = month - Days::new(lead as u64);
    let names =
        (0..7).map(|n| view! { <th scope="col">{format::weekday(sunday + Days::new(n))}</th> });
    let names = names.collect_view();
    let hint = match choice.begun {
        Some(begun) => t!(
            "Arriving on {date}. Now choose the day you leave.",
            date = format::short_date(begun)
        ),
        None => t!("Choose the day you arrive, then the day you leave.").to_owned(),
    };
    view! {
        <p class="hint" role="status">{hint}</p>
        <div class="calendar-bar">
            {turn(choice, month.checked_sub_months(Months::new(1)).filter(|_| month > first_of(today)), t!("Earlier month"), "‹")}
            <p class="subheading">{title.clone()}</p>
            {turn(choice, month.checked_add_months(Months::new(1)).filter(|next| *next <= first_of(today) + Months::new(AHEAD)), t!("Later month"), "›")}
        </div>
        <table class="calendar">
            <caption class="sr-only">{t!("Lowest price of a night, {month}", month = title)}</caption>
            <thead><tr>{names}</tr></thead>
            <tbody>{weeks}</tbody>
        </table>
    }
    .into_any()
}

fn first_of(date: NaiveDate) -> NaiveDate {
    date.with_day(1).unwrap_or(date)
}

/// The last day on which a stay can end that begins on `begun`: the morning after the last of
/// the nights that can be had one after the other, as far as they are known.
fn last_day(begun: NaiveDate, month: NaiveDate, days: &[CalendarDay]) -> Option<NaiveDate> {
    // Begun in an earlier month, nothing is known of the nights between: the search will tell.
    let from = begun.max(month);
    let open = days.iter().filter(|day| day.date >= from).take_while(|day| day.price.is_some());
    Some(open.last()?.date + Days::new(1))
}

fn turn(
    choice: &Choice,
    to: Option<NaiveDate>,
    label: &'static str,
    sign: &'static str,
) -> AnyView {
    let Some(to) = to else {
        return view! { <span class="btn btn-small" aria-hidden="true">{sign}</span> }.into_any();
    };
    let month = format::iso(to);
    let month = month.get(..7).unwrap_or_default();
    let from = choice.begun.map(format::iso).unwrap_or_default();
    let StayQuery { check_in, check_out, .. } = &choice.query;
    let href = choice.href(&from, check_in, check_out, month);
    view! { <a class="btn btn-small" href=href rel="nofollow" aria-label=label>{sign}</a> }
        .into_any()
}

fn cell(day: &CalendarDay, choice: &Choice, last: Option<NaiveDate>, today: NaiveDate) -> AnyView {
    let number = day.date.day();
    let price = day.price.map(format::whole_money);
    let state = match price.clone() {
        Some(price) => t!("from {price}", price = price),
        None if day.date < today => t!("past").to_owned(),
        None => t!("full").to_owned(),
    };
    let least = day.min_stay.filter(|nights| *nights > 1 && day.price.is_some());
    let least = least.map(|nights| plural!(nights, "at least {n} night", "at least {n} nights"));
    let stay = choice.stay();
    let is_end = choice.begun == Some(day.date)
        || stay.is_some_and(|stay| stay.check_in() == day.date || stay.check_out() == day.date);
    let within = stay.is_some_and(|stay| stay.check_in() < day.date && day.date < stay.check_out());
    let mut label = vec![format::date(day.date), state];
    label.extend(least.clone());
    let inner = view! {
        <span class="calendar-day">{number}</span>
        <span class="calendar-price">{price.unwrap_or_else(|| "–".to_owned())}</span>
        {least.map(|_| view! { <span class="calendar-mark" aria-hidden="true">{format!("≥ {}", day.min_stay.unwrap_or_default())}</span> })}
    };
    let content = match choice.of(day, last) {
        Some((href, does)) => {
            label.push(does.to_owned());
            view! { <a href=href rel="nofollow" aria-label=label.join(", ") aria-current=is_end.then_some("date")>{inner}</a> }.into_any()
        }
        None => view! { <span class="calendar-shut"><span class="sr-only">{label.join(", ")}</span><span aria-hidden="true">{inner}</span></span> }.into_any(),
    };
    view! { <td class:calendar-end=is_end class:calendar-within=within>{content}</td> }.into_any()
}

#[cfg(test)]
mod tests {
    use types::{Currency, Money};

    use super::*;

    fn day(n: u32, open: bool) -> CalendarDay {
        CalendarDay {
            date: NaiveDate::from_ymd_opt(2027, 3, n).expect("a day"),
            price: open.then_some(Money::new(100, Currency::Brl)),
            min_stay: None,
            arrival: true,
        }
    }

    #[test]
    fn a_stay_can_end_on_the_morning_of_a_full_night_and_no_later() {
        let days: Vec<_> = (1..=31).map(|n| day(n, n != 12)).collect();
        let choice = |begun: Option<u32>| Choice {
            slug: "x".into(),
            begun: begun.map(|n| day(n, true).date),
            query: StayQuery::default(),
        };
        let march = day(1, true).date;
        let last = last_day(day(10, true).date, march, &days);
        assert_eq!(last, Some(day(12, true).date));
        let leave = choice(Some(10)).of(&day(12, false), last).expect("a way out");
        assert_eq!(
            leave.0,
            "/hotels/x?check_in=2027-03-10&check_out=2027-03-12&month=2027-03#calendar"
        );
        // Beyond the full night another stay begins.
        let other = choice(Some(10)).of(&day(13, true), last).expect("another");
        assert_eq!(other.0, "/hotels/x?from=2027-03-13&month=2027-03#calendar");
        assert_eq!(choice(None).of(&day(12, false), None), None, "nobody arrives at a full house");
    }
}
