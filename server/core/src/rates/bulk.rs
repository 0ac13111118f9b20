//! Setting many nights of many room types at once.

use types::{
    FieldErrors, HotelId, RoomTypeId,
    listing::RoomType,
    rates::{BulkRates, RateRule, RateRuleInput},
};

use super::{MOST_RULES, check_type, store, within};
use crate::{
    Services,
    actor::Actor,
    catalog,
    error::{Error, Result},
};

/// Sets the price and the rules of sale of some nights at a hotel of the actor's, for
/// all named room types or none: an override for each, made last of all. What earlier
/// overrides of the same name said of the same things is taken from them if this one
/// covers all their nights; those that say nothing any more are deleted.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign hotel; [`Error::Invalid`];
/// [`Error::Conflict`] `limit_reached`, if the hotel has too many rules.
pub async fn edit_in_bulk(
    svc: &Services,
    actor: &Actor,
    hotel: HotelId,
    bulk: BulkRates,
) -> Result<Vec<RateRule>> {
    catalog::owned(svc, actor, hotel).await?;
    let types = catalog::room_types_of(&svc.db, hotel).await?;
    let bulk = checked(bulk, &types)?;
    let chosen: Vec<RoomTypeId> = if bulk.room_type_ids.is_empty() {
        types.iter().map(|room_type| room_type.id).collect()
    } else {
        bulk.room_type_ids.clone()
    };
    let rules: Vec<RateRuleInput> = chosen.iter().map(|id| bulk.rule(Some(*id))).collect();
    let mut tx = svc.db.begin().await?;
    let now = svc.clock.now();
    store::lock_hotel(&mut tx, hotel).await?;
    store::supersede(&mut tx, hotel, &chosen, &bulk, now).await?;
    let there = store::count_rules(&mut tx, hotel).await?;
    within(MOST_RULES, there, rules.len(), "rate rules")?;
    let ids = store::next_rule_ids(&mut tx, hotel, rules.len(), now).await?;
    let made = store::insert_rules(&mut tx, hotel, &ids, &rules, now).await?;
    tx.commit().await?;
    Ok(made)
}

fn checked(bulk: BulkRates, types: &[RoomType]) -> Result<BulkRates> {
    let mut errors = FieldErrors::new();
    for (index, id) in bulk.room_type_ids.iter().enumerate() {
        check_type(&mut errors, &format!("/room_type_ids/{index}"), *id, types);
    }
    if types.is_empty() {
        errors.add("/room_type_ids", "invalid", "The hotel has no room types yet.");
    }
    let bulk = errors.take("", bulk.validated());
    errors.into_result(())?;
    bulk.ok_or_else(|| Error::internal("validated input is gone"))
}
