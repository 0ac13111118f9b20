//! Letters about accounts.

use types::account::{Account, Role};

use super::{
    Letter, one_line,
    page::{Block, Page},
    words::{self, Names, Opening},
};
use crate::{Services, error::Result, reviews::ReviewFacts};

/// The greeting of a new account, with the link that confirms its address while
/// that is not done.
pub(crate) fn welcome_letter(
    svc: &Services,
    account: &Account,
    token: Option<&str>,
) -> Result<Letter> {
    let words = words::of(&account.locale);
    let said = &words.account;
    let url = &svc.settings.public_url;
    let (text, label, url) = if account.role == Role::Hotelier {
        (said.welcome_hotelier, words.buttons.add_hotel, format!("{url}/manage"))
    } else {
        (said.welcome_guest, words.buttons.find_room, url.clone())
    };
    let mut blocks =
        vec![Block::Text(text.to_owned()), Block::Button { label: label.to_owned(), url }];
    if let Some(token) = token {
        blocks.push(Block::Text(words.account.verify_why.to_owned()));
        blocks.push(verify_button(svc, account, token));
    }
    write(account, &said.welcome, blocks)
}

/// The link that confirms an address.
pub(crate) fn verify_letter(svc: &Services, account: &Account, token: &str) -> Result<Letter> {
    let opening = &words::of(&account.locale).account.verify;
    write(account, opening, vec![verify_button(svc, account, token)])
}

/// The link that lets a new password be chosen.
pub(crate) fn reset_letter(svc: &Services, account: &Account, token: &str) -> Result<Letter> {
    let words = words::of(&account.locale);
    let blocks = vec![
        Block::Button {
            label: words.buttons.reset.to_owned(),
            url: format!("{}/reset?token={token}", svc.settings.public_url),
        },
        Block::Text(words.account.reset_ignore.to_owned()),
    ];
    write(account, &words.account.reset, blocks)
}

/// What a guest said of a stay, to the hotel's owner.
pub(crate) fn review_letter(
    svc: &Services,
    owner: &Account,
    review: &ReviewFacts,
) -> Result<Letter> {
    let words = words::of(&owner.locale);
    let names = Names {
        hotel: one_line(&review.hotel_name),
        guest: one_line(&review.author),
        ..Names::default()
    };
    let score = (words.hotel.score)(review.overall);
    let label = match &review.title {
        Some(title) => format!("{score} · {}", one_line(title)),
        None => score,
    };
    let blocks = vec![
        Block::Quote { label, text: review.text.clone() },
        Block::Button {
            label: words.buttons.read_review.to_owned(),
            url: format!("{}/hotels/{}#reviews", svc.settings.public_url, review.hotel_slug),
        },
    ];
    write_with(owner, &words.hotel.reviewed, &names, blocks)
}

/// That another address is to take the place of this one.
pub(crate) fn address_letter(svc: &Services, account: &Account) -> Result<Letter> {
    let words = words::of(&account.locale);
    let blocks = vec![
        Block::Text(words.account.address_ignore.to_owned()),
        Block::Button {
            label: words.buttons.reset.to_owned(),
            url: format!("{}/forgot", svc.settings.public_url),
        },
    ];
    write(account, &words.account.address, blocks)
}

fn verify_button(svc: &Services, account: &Account, token: &str) -> Block {
    Block::Button {
        label: words::of(&account.locale).buttons.verify.to_owned(),
        url: format!("{}/verify?token={token}", svc.settings.public_url),
    }
}

/// The full name of the account's person.
pub(super) fn full_name(account: &Account) -> String {
    let profile = account.profile.as_ref();
    profile.map(|p| one_line(&format!("{} {}", p.first_name, p.last_name))).unwrap_or_default()
}

/// The name that a letter to the account greets.
pub(super) fn first_name(account: &Account) -> String {
    account.profile.as_ref().map(|p| one_line(&p.first_name)).unwrap_or_default()
}

fn write(account: &Account, opening: &Opening, blocks: Vec<Block>) -> Result<Letter> {
    write_with(account, opening, &Names::default(), blocks)
}

fn write_with(
    account: &Account,
    opening: &Opening,
    names: &Names,
    blocks: Vec<Block>,
) -> Result<Letter> {
    let words = words::of(&account.locale);
    let subject = (opening.subject)(names);
    let page = Page {
        words,
        subject: &subject,
        name: first_name(account),
        heading: opening.heading,
        intro: (opening.intro)(names),
        blocks,
    };
    let (text, html) = (page.text()?, page.html()?);
    Ok(Letter {
        to_name: full_name(account),
        to_address: account.email.clone(),
        locale: words.locale,
        subject,
        text,
        html,
        calendar: None,
    })
}
