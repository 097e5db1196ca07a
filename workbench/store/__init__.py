"""The store: everything that is kept about cases, who did what, and work to be done.

Open it, then read or write in one transaction; the functions of this room's modules
take that transaction (``Work``) first and give frozen values:

    from workbench.store.facade import Store
    from workbench.store import cases, packets, queue

    store = Store.open("sqlite:///workbench.db")        # or postgresql://...
    with store.writing(by=user.id) as work:             # all of it is kept, or nothing
        case = cases.create(work, title="...")
        packets.hand_in(work, case.id, files, based_on=0)
    with store.reading() as work:                       # seen as of one moment
        page = queue.page(work, queue.Filter(status=("ready",)))

| module | holds |
|---|---|
| ``facade`` | ``Store``, ``Work``: opening, transactions, the clock, the audit row |
| ``cases`` | the case in the queue: status, owner, matter, clock events, deadline |
| ``papers`` | numbered versions of everything kept about a case; ``StaleVersion`` |
| ``packets`` | files as they came (by hash), the packet that was read from them |
| ``readings`` | versions of the Case (read, edited) and of the review |
| ``overrides`` | a person's status beside the program's, with a reason code |
| ``correspondence`` | letters, requests for information, calls, notes, blind ratings |
| ``released`` | which letter may go out, and which decision it tells |
| ``events`` | clock events, append-only; corrections are new events |
| ``signoffs`` | decisions: ``sign`` is the one door |
| ``queue`` | cases by time left; filters; pages by key |
| ``locks`` | who has a case open; leases; taking over |
| ``jobs``, ``worker``, ``tasks`` | background work that outlives its worker |
| ``users``, ``sign_ins`` | accounts, roles, sessions that can be revoked, attempts |
| ``permissions`` | who may do what: one table, without a database |
| ``audit``, ``chain``, ``kept`` | the log, its hash chain, the check of both |
| ``access`` | who saw which case |
| ``case_file``, ``case_file_page`` | the whole file of a case: JSON, Markdown, PDF |
| ``stored_cases`` | the cases as an iterable, for the impact of a policy change |
| ``errors`` | ``StaleVersion``, ``Locked``, ``NotAllowed``, ``NotFound`` |

Nothing that is kept is ever changed or removed: a change is a new version, a correction
a new event, and triggers in the database refuse anything else.  Every change adds a row
to the audit log in the same transaction.
"""
