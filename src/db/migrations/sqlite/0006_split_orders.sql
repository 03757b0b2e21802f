-- Which packages an order came of, where it was split or cancelled in part: their external ids, with commas between. Null
-- also where the source does not say it.
ALTER TABLE orders ADD COLUMN split_from text;
