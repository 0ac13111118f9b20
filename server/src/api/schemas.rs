//! Making schemas say what is sent.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use utoipa::openapi::{
    Components, Object, OpenApi, RefOr,
    schema::{AdditionalProperties, AllOf, ArrayItems, Schema, SchemaType, Type},
};

type Schemas = BTreeMap<String, RefOr<Schema>>;

/// Makes one object of every schema that is several objects at once, wherever it stands:
/// a value cannot be of all of them, if one refuses members that it does not know.
pub fn unite(components: &mut Components) {
    let known = components.schemas.clone();
    for schema in components.schemas.values_mut() {
        unite_in(schema, &known);
    }
}

fn unite_in(schema: &mut RefOr<Schema>, known: &Schemas) {
    let RefOr::T(schema) = schema else { return };
    match schema {
        Schema::AllOf(all) => {
            if let Some(mut united) = united(all, known) {
                unite_members(&mut united, known);
                *schema = Schema::Object(united);
            }
        }
        Schema::Object(object) => unite_members(object, known),
        Schema::Array(array) => {
            if let ArrayItems::RefOrSchema(items) = &mut array.items {
                unite_in(items, known);
            }
        }
        Schema::OneOf(one) => one.items.iter_mut().for_each(|item| unite_in(item, known)),
        Schema::AnyOf(any) => any.items.iter_mut().for_each(|item| unite_in(item, known)),
        _ => {}
    }
}

fn unite_members(object: &mut Object, known: &Schemas) {
    for member in object.properties.values_mut() {
        unite_in(member, known);
    }
    if let Some(AdditionalProperties::RefOr(others)) = object.additional_properties.as_deref_mut() {
        unite_in(others, known);
    }
}

/// One object with the members of all; nothing, if one of them is no object.
fn united(all: &AllOf, known: &Schemas) -> Option<Object> {
    let mut united = Object::new();
    united.schema_type = SchemaType::new(Type::Object);
    united.description.clone_from(&all.description);
    for part in &all.items {
        let part = match part {
            RefOr::Ref(reference) => known.get(reference.ref_location.rsplit('/').next()?)?,
            part => part,
        };
        let part = match part {
            RefOr::T(Schema::Object(part)) => part.clone(),
            RefOr::T(Schema::AllOf(part)) => self::united(part, known)?,
            _ => return None,
        };
        united.properties.extend(part.properties);
        united.required.extend(part.required);
    }
    Some(united)
}

/// Takes out the schemas that no operation leads to.
pub fn prune(document: &mut OpenApi) {
    let Some(components) = &mut document.components else { return };
    let mut wanted = named_in(&(&document.paths, &components.responses));
    let mut kept = BTreeSet::new();
    while let Some(name) = wanted.pop() {
        if let Some(schema) = components.schemas.get(&name) {
            let more = named_in(schema);
            if kept.insert(name) {
                wanted.extend(more);
            }
        }
    }
    components.schemas.retain(|name, _| kept.contains(name));
}

/// The names of the schemas that are referred to.
fn named_in(part: &impl Serialize) -> Vec<String> {
    let text = serde_json::to_string(part).unwrap_or_default();
    let after = text.split("\"#/components/schemas/").skip(1);
    after.filter_map(|rest| rest.split('"').next().map(str::to_owned)).collect()
}
