-- What became of each mail: no address, no content. One row for each event and subscriber, so that a mail goes once.
create table mail_deliveries (
  event_id uuid not null,
  subscriber text not null,
  message_id text not null,
  -- Keyed hash of the address; null where there was none.
  recipient_hash bytea,
  state text not null check (state in ('queued', 'accepted', 'failed', 'skipped')),
  -- Why it was skipped.
  reason text,
  attempts integer not null default 0,
  created_at timestamptz(3) not null,
  accepted_at timestamptz(3),
  -- A code only: what mail servers say may quote addresses.
  last_error text,
  primary key (event_id, subscriber),
  check ((state = 'accepted') = (accepted_at is not null)),
  check ((state = 'skipped') = (reason is not null))
);
grant select, insert, update on mail_deliveries to interchange_app;
