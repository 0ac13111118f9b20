//! The places of the demonstration: all real, with their zones and postal codes.

mod coast;
mod inland;

/// What a place is known for, which decides its pictures, seasons and words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    /// Sand and sea.
    Beach,
    /// An old town.
    Colonial,
    /// Cool hills.
    Mountain,
    /// A metropolis.
    City,
    /// Rivers and forest.
    River,
    /// Dunes and lagoons.
    Dunes,
    /// Table mountains and waterfalls.
    Canyon,
    /// An island.
    Island,
}

impl Kind {
    /// All of them.
    pub(crate) const ALL: [Self; 8] = [
        Self::Beach,
        Self::Colonial,
        Self::Mountain,
        Self::City,
        Self::River,
        Self::Dunes,
        Self::Canyon,
        Self::Island,
    ];

    /// Its place in [`Self::ALL`].
    pub(crate) fn index(self) -> usize {
        Self::ALL.iter().position(|kind| *kind == self).unwrap_or(0)
    }
}

/// A place.
#[derive(Debug)]
pub(crate) struct Place {
    /// City, or the locality that everybody names instead.
    pub city: &'static str,
    /// Federative unit.
    pub state: &'static str,
    /// IANA time zone.
    pub zone: &'static str,
    /// What it is known for.
    pub kind: Kind,
    /// Its first and last postal code, as numbers of eight digits.
    pub codes: (u32, u32),
    /// Area code of telephones.
    pub area: u32,
    /// How its prices compare: 100 is usual.
    pub level: i64,
    /// How many of the first hotels are here.
    pub share: u32,
    /// Streets that are there, in the districts of the same place in their list, which
    /// begins anew when it ends.
    pub streets: &'static [&'static str],
    /// Districts that are there.
    pub districts: &'static [&'static str],
    /// What can be said of it.
    pub lines: &'static [&'static str],
}

impl Place {
    /// Whether the sea belongs into its pictures.
    pub(crate) fn by_the_sea(&self) -> bool {
        matches!(self.kind, Kind::Beach | Kind::Island | Kind::Dunes)
            || matches!(self.city, "Paraty" | "Salvador" | "Olinda")
    }
}

/// All of them, the ones by the sea first.
pub(crate) fn all() -> impl Iterator<Item = &'static Place> + Clone {
    coast::PLACES.iter().chain(inland::PLACES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_in_brazil_and_well_described() {
        for place in all() {
            assert!(types::listing::STATES.contains(&place.state), "{}", place.city);
            assert!(types::listing::BRAZILIAN_ZONES.contains(&place.zone), "{}", place.city);
            assert!(pousada_core::local_time::zone(place.zone).is_some(), "{}", place.zone);
            assert!(place.codes.0 <= place.codes.1 && place.codes.1 < 100_000_000);
            assert!(place.lines.len() >= 4 && place.streets.len() >= 4, "{}", place.city);
        }
        assert!(all().count() >= 20);
        assert!(all().map(|place| place.share).sum::<u32>() >= 60);
        let mut zones: Vec<&str> = all().map(|place| place.zone).collect();
        zones.sort_unstable();
        zones.dedup();
        assert!(zones.len() >= 8, "{zones:?}");
    }
}
