//! Making schemas say what is sent.

use utoipa::openapi::{Components, Object, RefOr, schema::Schema};

/// Makes one object of every schema that is several at once: a value cannot be of all
/// of them, if one of them refuses members that it does not know.
pub fn unite(components: &mut Components) {
    let known = components.schemas.clone();
    for schema in components.schemas.values_mut() {
        let RefOr::T(Schema::AllOf(all)) = schema else { continue };
        let mut united = Object::new();
        united.description.clone_from(&all.description);
        let parts: Option<Vec<&Object>> = all
            .items
            .iter()
            .map(|part| {
                let part = match part {
                    RefOr::Ref(reference) => {
                        known.get(reference.ref_location.rsplit('/').next()?)?
                    }
                    part => part,
                };
                if let RefOr::T(Schema::Object(part)) = part { Some(part) } else { None }
            })
            .collect();
        let Some(parts) = parts else { continue };
        for part in parts {
            united.properties.extend(part.properties.clone());
            united.required.extend(part.required.clone());
        }
        united.schema_type =
            utoipa::openapi::schema::SchemaType::new(utoipa::openapi::schema::Type::Object);
        *schema = RefOr::T(Schema::Object(united));
    }
}
