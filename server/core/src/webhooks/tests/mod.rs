mod endpoints;
mod hook;
mod sending;

use types::{
    HotelId,
    account::SignUpRole,
    webhook::{WebhookEndpoint, WebhookEndpointInput, WebhookKind},
};

use self::hook::Hook;
use super::*;
use crate::testing::{TestHotel, World};

/// A hotel with a webhook that listens.
struct Scene {
    world: World,
    owner: Actor,
    guest: Actor,
    hotel: TestHotel,
    hook: Hook,
    endpoint: WebhookEndpoint,
}

impl Scene {
    async fn new(reply: &'static str) -> Self {
        let world = World::new().await;
        let (_, owner) = world.account(SignUpRole::Hotelier).await;
        let (_, guest) = world.account(SignUpRole::Guest).await;
        let hotel = world.hotel(&owner, 3).await;
        let hook = Hook::replying(reply).await;
        let endpoint = add(&world, &owner, hotel.id, &hook.url, &[]).await;
        Self { world, owner, guest, hotel, hook, endpoint }
    }

    async fn work(&self) {
        crate::work::drain(&self.world.svc).await.expect("worked");
    }

    async fn deliveries(&self) -> Vec<types::webhook::WebhookDelivery> {
        let page = types::page::PageRequest::default();
        deliveries(&self.world.svc, &self.owner, self.endpoint.id, &page)
            .await
            .expect("listed")
            .data
    }

    async fn again(&self) -> WebhookEndpoint {
        endpoint(&self.world.svc, &self.owner, self.endpoint.id).await.expect("found")
    }
}

async fn add(
    world: &World,
    owner: &Actor,
    hotel: HotelId,
    url: &str,
    kinds: &[WebhookKind],
) -> WebhookEndpoint {
    create(&world.svc, owner, hotel, input(url, kinds)).await.expect("made")
}

fn input(url: &str, kinds: &[WebhookKind]) -> WebhookEndpointInput {
    WebhookEndpointInput {
        url: url.to_owned(),
        description: String::new(),
        event_types: kinds.to_vec(),
        enabled: true,
    }
}
