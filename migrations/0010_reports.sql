-- A hotel's stays by the day that they begin: what reports read.
CREATE INDEX room_stay_of_hotel ON room_stay (hotel_id, lower(stay)) WHERE booking_id IS NOT NULL;
