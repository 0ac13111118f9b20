//! Writing and sending letters.

use types::{
    AccountId, BookingId,
    account::{Account, Role},
    notice::Recipient,
};

use super::{Failure, field};
use crate::{
    Services,
    accounts::{self, Purpose},
    catalog,
    error::Result,
    mail::{self, Event, Letter, MailError, Occasion},
    notices::{self, Outgoing},
    outbox::Claimed,
    reviews,
};

/// The account that the row is about, unless it is gone or has this letter already.
/// That is asked before the letter is written, because writing it makes a token that
/// voids the one before.
async fn unserved(svc: &Services, row: &Claimed) -> Result<Option<Account>, Failure> {
    let id: AccountId = field(row, "account_id")?;
    let Some(account) = accounts::store::find_account(&svc.db, id).await? else {
        return Ok(None);
    };
    let sent = notices::is_sent(svc, &row.dedupe_key, &account.email).await?;
    Ok((!sent).then_some(account))
}

pub(super) async fn welcome(svc: &Services, row: &Claimed) -> Result<(), Failure> {
    let Some(account) = unserved(svc, row).await? else { return Ok(()) };
    let token = if account.email_verified {
        None
    } else {
        accounts::new_token(svc, account.id, Purpose::Verify, None).await?
    };
    let letter = mail::welcome_letter(svc, &account, token.as_deref())?;
    to_account(svc, &row.dedupe_key, &account, "welcome", letter).await
}

pub(super) async fn verify(svc: &Services, row: &Claimed) -> Result<(), Failure> {
    let Some(account) = unserved(svc, row).await? else { return Ok(()) };
    // It may have been confirmed by an earlier letter in the meantime.
    if account.email_verified {
        return Ok(());
    }
    let token = accounts::new_token(svc, account.id, Purpose::Verify, None).await?;
    let Some(token) = token else { return Ok(()) };
    let letter = mail::verify_letter(svc, &account, &token)?;
    to_account(svc, &row.dedupe_key, &account, "verify", letter).await
}

pub(super) async fn reset(svc: &Services, row: &Claimed) -> Result<(), Failure> {
    let Some(account) = unserved(svc, row).await? else { return Ok(()) };
    let token = accounts::new_token(svc, account.id, Purpose::Reset, None).await?;
    let Some(token) = token else { return Ok(()) };
    let letter = mail::reset_letter(svc, &account, &token)?;
    to_account(svc, &row.dedupe_key, &account, "reset", letter).await
}

/// To the address that the account has first: whoever reads letters there knows before another
/// address can take its place. That it refuses them keeps nobody from having another.
pub(super) async fn address(svc: &Services, row: &Claimed) -> Result<(), Failure> {
    let id: AccountId = field(row, "account_id")?;
    let Some(account) = accounts::store::find_account(&svc.db, id).await? else {
        return Ok(());
    };
    // It may have been taken back, or confirmed.
    let Some(wanted) = account.pending_email.clone() else { return Ok(()) };
    let key = format!("{}:old", row.dedupe_key);
    let letter = mail::address_letter(svc, &account)?;
    let told = to_account(svc, &key, &account, "address_changing", letter).await;
    if let Err(Failure::Later(error)) = told {
        return Err(Failure::Later(error));
    }
    if notices::is_sent(svc, &row.dedupe_key, &wanted).await? {
        return Ok(());
    }
    let token = accounts::new_token(svc, id, Purpose::Address, Some(wanted.clone())).await?;
    let Some(token) = token else { return Ok(()) };
    let account = Account { email: wanted, ..account };
    let letter = mail::verify_letter(svc, &account, &token)?;
    to_account(svc, &row.dedupe_key, &account, "verify", letter).await
}

pub(super) async fn review(svc: &Services, row: &Claimed) -> Result<(), Failure> {
    let Some(review) = reviews::facts(svc, field(row, "review_id")?).await? else { return Ok(()) };
    let owner = accounts::store::find_account(&svc.db, review.owner).await?;
    let Some(owner) = owner else { return Ok(()) };
    let letter = mail::review_letter(svc, &owner, &review)?;
    to_account(svc, &row.dedupe_key, &owner, "review", letter).await
}

async fn to_account(
    svc: &Services,
    key: &str,
    account: &Account,
    kind: &str,
    letter: Letter,
) -> Result<(), Failure> {
    let recipient = if account.role == Role::Guest { Recipient::Guest } else { Recipient::Hotel };
    let outgoing =
        Outgoing { key, booking: None, account: Some(account.id), kind, recipient, letter };
    Ok(notices::deliver(svc, &outgoing).await??)
}

/// The letters about an event of a booking. Those that went out in an earlier
/// attempt stay out of this one.
pub(super) async fn booking(svc: &Services, row: &Claimed) -> Result<(), Failure> {
    let id: BookingId = field(row, "booking_id")?;
    let name: String = field(row, "event")?;
    let only: Option<Recipient> = field(row, "only")?;
    let occasion = Occasion::of(&name)
        .ok_or_else(|| Failure::Hopeless(format!("no letter for the event {name:?}")))?;
    let Some(facts) = mail::booking_facts(&svc.db, id).await? else {
        return Err(Failure::Hopeless(format!("booking {id} does not exist")));
    };
    let event = event(svc, row, id, &name, occasion).await?;
    let outdated = facts.outdated(occasion, &event, svc.clock.now());
    let owner = catalog::owner_of(svc, facts.hotel_id).await?;
    let owner = accounts::store::find_account(&svc.db, owner)
        .await?
        .ok_or_else(|| Failure::Hopeless("the hotel has no owner".to_owned()))?;

    let mut failures = Vec::new();
    for recipient in [Recipient::Guest, Recipient::Hotel] {
        if only.is_some_and(|only| only != recipient) {
            continue;
        }
        let letter = mail::booking_letter(svc, &facts, occasion, &event, recipient, &owner)?;
        let Some(letter) = letter else { continue };
        // The guest may have given the owner's own address.
        let key = match recipient {
            Recipient::Guest => row.dedupe_key.clone(),
            Recipient::Hotel => format!("{}:hotel", row.dedupe_key),
        };
        let account = match recipient {
            Recipient::Guest => facts.guest_id,
            Recipient::Hotel => Some(owner.id),
        };
        let outgoing =
            Outgoing { key: &key, booking: Some(id), account, kind: &name, recipient, letter };
        // Letters about what happens always go.
        let unwanted = recipient == Recipient::Guest
            && occasion == Occasion::Reminder
            && !facts.notifications.reminder;
        if unwanted {
            notices::skip(svc, &outgoing, "not wanted").await?;
        } else if outdated {
            notices::skip(svc, &outgoing, "out of date").await?;
        } else {
            failures.extend(notices::deliver(svc, &outgoing).await?.err());
        }
    }
    worst(failures).map_or(Ok(()), |error| Err(error.into()))
}

/// What the event says: the row itself, for an occasion that no event stands behind.
async fn event(
    svc: &Services,
    row: &Claimed,
    booking: BookingId,
    name: &str,
    occasion: Occasion,
) -> Result<Event, Failure> {
    if !occasion.has_event() {
        return Ok(Event::read(&row.payload));
    }
    // Rows from before versions were kept mean the latest event of the kind.
    let version: Option<i32> = field(row, "version")?;
    let data = mail::event_data(&svc.db, booking, name, version).await?;
    Ok(data.map(|data| Event::read(&data)).unwrap_or_default())
}

/// What decides about the row: as long as one letter may still get through, it is
/// tried again.
fn worst(failures: Vec<MailError>) -> Option<MailError> {
    let mut failures = failures;
    let later = failures.iter().position(|error| matches!(error, MailError::Later(_)));
    match later {
        Some(index) => Some(failures.swap_remove(index)),
        None => failures.pop(),
    }
}
