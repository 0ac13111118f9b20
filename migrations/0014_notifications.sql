-- Which letters an account wants, beside those that have to be.
ALTER TABLE account
    ADD COLUMN notify_reminder          boolean NOT NULL DEFAULT true,
    ADD COLUMN notify_review_invitation boolean NOT NULL DEFAULT true,
    ADD COLUMN notify_offers            boolean NOT NULL DEFAULT false;
