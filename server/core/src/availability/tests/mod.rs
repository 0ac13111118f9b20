mod finding;
mod prices;
