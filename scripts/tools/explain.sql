-- Fills a database in which one hotelier and one guest have signed up: 1,000 hotels in 20 cities, 20,000 rooms, and
-- :bookings bookings over 200 days that are past and 50 to come. The same rooms at each size: only the bookings differ.
\set ON_ERROR_STOP on
SET synchronous_commit = off;
SET maintenance_work_mem = '256MB';
SET work_mem = '128MB';
-- What the triggers look after is as it must be.
ALTER TABLE room_stay DISABLE TRIGGER USER;

INSERT INTO hotel (id, owner_id, slug, name, description, stars, street, number, district, city, state, postal_code,
                   country, city_key, search_key, time_zone, currency, check_in_time, check_out_time, amenities,
                   published, created_at, updated_at)
SELECT gen_random_uuid(), (SELECT account_id FROM hotelier), 'pousada-' || n, 'Pousada ' || n, 'Near the sea.',
       1 + n % 5, 'Rua Um', n::text, 'Centro', 'Cidade ' || n % 20, 'RJ', '23970-000', 'BR', 'cidade ' || n % 20,
       'pousada ' || n || ' cidade ' || n % 20, 'America/Sao_Paulo', 'BRL', '14:00', '12:00', '{wifi}', true,
       now() - interval '3 years', now() - interval '3 years'
FROM generate_series(1, 1000) AS n;

INSERT INTO room_type (id, hotel_id, name, kind, capacity, base_price, created_at, updated_at)
SELECT gen_random_uuid(), h.id, 'Type ' || n, 'double', 1 + n, 20000 + n * 5000, h.created_at, h.created_at
FROM hotel h, generate_series(1, 2) AS n;

INSERT INTO room (id, hotel_id, room_type_id, number, status, created_at, updated_at)
SELECT gen_random_uuid(), t.hotel_id, t.id, (CASE t.name WHEN 'Type 1' THEN 100 ELSE 200 END + n)::text, 'active',
       t.created_at, t.created_at
FROM room_type t, generate_series(1, 10) AS n;

CREATE TEMP TABLE wanted AS
SELECT *, row_number() OVER () AS number FROM (
    SELECT gen_random_uuid() AS id, gen_random_uuid() AS stay_id, r.id AS room_id, r.hotel_id, r.room_type_id,
           (current_date + k * 5 + (r.place % 3)::integer) AS check_in, (2 + (k + 40 + r.place) % 3)::integer AS nights
    FROM (SELECT *, row_number() OVER (ORDER BY id) AS place FROM room) AS r, generate_series(-40, 9) AS k
    ORDER BY random() LIMIT :bookings) AS picked;
ALTER TABLE wanted ADD COLUMN state text;
UPDATE wanted SET state = CASE WHEN number % 10 = 0 THEN 'cancelled'
                               WHEN check_in + nights <= current_date THEN 'completed'
                               WHEN check_in < current_date THEN 'checked_in' ELSE 'confirmed' END;

INSERT INTO booking (id, code, hotel_id, guest_id, state, check_in, check_out, starts_at, ends_at, currency, total,
                     guest_name, guest_email, guest_phone, cancellation_anchor, created_at, updated_at)
SELECT id, 'P' || number, hotel_id, CASE WHEN number <= 50 THEN (SELECT account_id FROM guest) END, state, check_in,
       check_in + nights, check_in + interval '17 hours', check_in + nights + interval '15 hours', 'BRL',
       nights * 25000, 'Guest ' || number, 'guest' || number || '@example.com', '+5511900000000',
       check_in + interval '17 hours', check_in - interval '20 days', check_in - interval '20 days'
FROM wanted;
INSERT INTO room_stay (id, booking_id, hotel_id, room_id, room_type_id, stay, state, adults, created_at)
SELECT stay_id, id, hotel_id, room_id, room_type_id, daterange(check_in, check_in + nights), state, 2,
       check_in - interval '20 days'
FROM wanted;
INSERT INTO stay_night (room_stay_id, night, price, rules)
SELECT stay_id, check_in + n, 25000, '{"base": 25000, "base_of": "type"}'
FROM wanted, generate_series(0, nights - 1) AS n;
INSERT INTO booking_event (id, booking_id, version, kind, actor, at)
SELECT gen_random_uuid(), id, 1, 'confirmed', 'guest', check_in - interval '20 days' FROM wanted;

ALTER TABLE room_stay ENABLE TRIGGER USER;
VACUUM (ANALYZE);
