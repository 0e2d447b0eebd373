-- What a later release might add.
create index if not exists orders_of_the_next_release on orders (version, id);
