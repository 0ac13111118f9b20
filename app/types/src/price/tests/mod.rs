mod oracle;

use proptest::prelude::*;

use super::*;

#[test]
fn halves_are_rounded_up() {
    assert_eq!([share(1, 5000), share(3, 5000), share(2, 5000)], [1, 2, 1]);
    assert_eq!([share(10_001, 1000), share(10_005, 1000), share(10_004, 1000)], [1000, 1001, 1000]);
    assert_eq!(share(i64::MAX, WHOLE), i64::MAX);
}

#[test]
fn charges_are_reckoned_by_their_basis() {
    let rules = [
        ("ISS", ChargeBasis::Percent, 500),
        ("Linen", ChargeBasis::PerStay, 4_000),
        ("Breakfast", ChargeBasis::PerPersonNight, 2_500),
        ("Parking", ChargeBasis::PerNight, 1_000),
        ("Welcome drink", ChargeBasis::PerPerson, 700),
    ];
    let amounts: Vec<i64> =
        charges(rules, &[30_000, 30_010], 3).into_iter().map(|charge| charge.amount).collect();
    assert_eq!(amounts, [3_001, 4_000, 15_000, 2_000, 2_100]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn a_spread_sums_to_its_total_and_is_fair(
        total in 0i64..10_000_000,
        weights in prop::collection::vec(0i64..1_000_000, 1..40),
    ) {
        let parts = spread(total, &weights);
        let sum: i64 = weights.iter().sum();
        if sum == 0 {
            prop_assert!(parts.iter().all(|part| *part == 0));
        } else {
            prop_assert_eq!(parts.iter().sum::<i64>(), total);
            for (part, weight) in parts.iter().zip(&weights) {
                let exact = i128::from(total) * i128::from(*weight);
                let low = exact / i128::from(sum);
                prop_assert!((low..=low + 1).contains(&i128::from(*part)));
            }
        }
    }

    #[test]
    fn a_discount_never_exceeds_a_night(
        amount in 0i64..10_000_000,
        nights in prop::collection::vec(1i64..1_000_000, 1..40),
        percent in 0i64..=WHOLE,
    ) {
        for discount in [Discount::Amount(amount), Discount::Percent(percent)] {
            let parts = discounts(discount, &nights);
            for (part, night) in parts.iter().zip(&nights) {
                prop_assert!(*part >= 0 && part <= night, "{parts:?}");
            }
        }
    }
}
