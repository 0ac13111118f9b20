//! Rate rules: seasons, days of the week, single dates, and rules of sale.

use types::{
    FieldErrors, HotelId, Page, RateRuleId,
    page::PageRequest,
    rates::{RateRule, RateRuleFilter, RateRuleInput, RateRulePatch},
};
use uuid::Uuid;

use super::{MOST_RULES, check_type, store, within};
use crate::{
    Services,
    actor::Actor,
    catalog,
    error::{Error, Result},
    token,
};

/// The rate rules of a hotel of the actor's, those made last first.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign hotel; [`Error::Invalid`], also for a
/// cursor that is not one.
pub async fn rules(
    svc: &Services,
    actor: &Actor,
    hotel: HotelId,
    filter: RateRuleFilter,
    page: &PageRequest,
) -> Result<Page<RateRule>> {
    catalog::owned(svc, actor, hotel).await?;
    let filter = filter.validated()?;
    let after: Option<Uuid> = page.cursor.as_deref().map(token::parse_cursor).transpose()?;
    let size = page.size();
    let found = store::rules_of(&svc.db, hotel, &filter, after, size + 1).await?;
    Ok(Page::cut(found, size, |last| token::cursor(&last.id)))
}

/// A rate rule of a hotel of the actor's.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign one.
pub async fn rule(svc: &Services, actor: &Actor, id: RateRuleId) -> Result<RateRule> {
    actor.hotelier()?;
    let found = store::find_rule(&svc.db, id).await?.ok_or(Error::NotFound("rate rule"))?;
    catalog::owned(svc, actor, found.hotel_id).await.map_err(|error| error.renamed("rate rule"))?;
    Ok(found)
}

/// Creates a rate rule at a hotel of the actor's.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign hotel; [`Error::Invalid`];
/// [`Error::Conflict`] `limit_reached`, if the hotel has too many.
pub async fn create_rule(
    svc: &Services,
    actor: &Actor,
    hotel: HotelId,
    input: RateRuleInput,
) -> Result<RateRule> {
    catalog::owned(svc, actor, hotel).await?;
    let input = checked(svc, hotel, input).await?;
    let mut tx = svc.db.begin().await?;
    let now = svc.clock.now();
    store::lock_hotel(&mut tx, hotel).await?;
    within(MOST_RULES, store::count_rules(&mut tx, hotel).await?, 1, "rate rules")?;
    let ids = store::next_rule_ids(&mut tx, hotel, 1, now).await?;
    let made = store::insert_rules(&mut tx, hotel, &ids, &[input], now).await?;
    tx.commit().await?;
    made.into_iter().next().ok_or_else(|| Error::internal("the new rule is gone"))
}

/// Changes a rate rule, if it is still at `version`. Its place among its equals stays.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign one; [`Error::Stale`]; [`Error::Invalid`].
pub async fn edit_rule(
    svc: &Services,
    actor: &Actor,
    id: RateRuleId,
    version: i32,
    patch: RateRulePatch,
) -> Result<RateRule> {
    let before = rule(svc, actor, id).await?;
    let input = checked(svc, before.hotel_id, patch.apply(before.to_input())).await?;
    let now = svc.clock.now();
    store::update_rule(&svc.db, id, version, &input, now).await?.ok_or(Error::Stale)
}

/// Deletes a rate rule, if it is still at `version`. Prices that are frozen in
/// bookings stay.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign one; [`Error::Stale`].
pub async fn delete_rule(
    svc: &Services,
    actor: &Actor,
    id: RateRuleId,
    version: i32,
) -> Result<()> {
    rule(svc, actor, id).await?;
    let done = store::archive(&svc.db, store::Kind::RateRule, id.0, version, svc.clock.now());
    if done.await? { Ok(()) } else { Err(Error::Stale) }
}

/// The input with everything that is wrong with it, its room type among that.
async fn checked(svc: &Services, hotel: HotelId, input: RateRuleInput) -> Result<RateRuleInput> {
    let mut errors = FieldErrors::new();
    if let Some(id) = input.room_type_id {
        let types = catalog::room_types_of(&svc.db, hotel).await?;
        check_type(&mut errors, "/room_type_id", id, &types);
    }
    let input = errors.take("", input.validated());
    errors.into_result(())?;
    input.ok_or_else(|| Error::internal("validated input is gone"))
}
