-- Smaller versions of a photograph, by their width in pixels; each is a file beside it.
ALTER TABLE photo ADD COLUMN widths integer[] NOT NULL DEFAULT '{}';

-- Whose file it is: pictures of the demonstration belong to several.
CREATE INDEX photo_of_file ON photo (file);
