-- Why a hand-off that nobody made by hand came about; worded in the reader's language.
alter table hand_offs
  add column reason_code text check (
    reason_code in ('branch-closed', 'branch-moved', 'team-dissolved', 'team-moved', 'company-left', 'person-left', 'branch-move-confirmed')
  );

-- A branch that went to another company with open tickets: they wait, Unassigned, until the distributor decides.
create table branch_moves (
  id uuid primary key,
  branch_id text not null,
  from_company_id text not null,
  to_company_id text not null,
  found_at timestamptz(3) not null,
  state text not null check (state in ('waiting', 'confirmed', 'dismissed')),
  decided_at timestamptz(3),
  decided_by text,
  check ((state = 'waiting') = (decided_at is null))
);
create unique index branch_moves_waiting on branch_moves (branch_id, from_company_id, to_company_id)
  where state = 'waiting';
grant select, insert, update on branch_moves to interchange_app;

alter table hand_offs add column branch_move_id uuid references branch_moves (id);
create index hand_offs_of_branch_move on hand_offs (branch_move_id) where branch_move_id is not null;

-- Who holds open tickets: read after each change of the directory.
create index tickets_open_holders on tickets (holder_company_id, holder_branch_id, holder_team_id, assignee_id, assignment)
  where closed_at is null and assignment <> 'unassigned';
