mod finding;
mod prices;
mod suggestions;
