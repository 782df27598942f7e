// swift-format-ignore-file
// Written by scripts/generate-kinds from vault-template/. Change the files there and run it again.

extension VaultTemplate {
    /// Every file of the template: its path in the vault, and its text.
    package static let files: [(path: String, text: String)] = [
(".mosaic/config.yaml", ##"""
# The settings of this vault, for everyone who shares it.

# Whether a command that changes files also commits them: on, or off to leave the commit to you.
commit: on

# Questions that this vault keeps: 'mosaic queries' lists them, 'mosaic list @today' asks one. What stands in braces is left
# open: 'mosaic list @by-domain domain=garden'. The language is in the note 'Asking'.
queries:
  today:
    description: What today is for
    query: 'is:today sort:due,scheduled'
  this-week:
    description: What this week is for
    query: 'on:this week -status:done sort:due,scheduled,start'
  ready:
    description: Tasks with nothing in their way
    query: 'type:task is:ready sort:due,-priority'
  blocked:
    description: What waits for something else
    query: 'is:blocked sort:due'
  waiting:
    description: What is paused, the longest first
    query: 'status:paused sort:updated'
    fields: [shortId, title, updated, project]
  passed:
    description: What is open past its day
    query: 'is:passed sort:due'
  stale:
    description: What nobody has touched for long
    query: 'is:stale sort:updated'
  inbox:
    description: Ideas that nobody has looked at again yet
    query: 'type:idea status:captured sort:created'
  someday:
    description: What is kept for later
    query: 'tag:someday sort:-updated'
  by-domain:
    description: What is to be done in a domain
    query: 'domain:{domain} status:open,paused sort:due'
  recently-done:
    description: What was done lately
    query: 'became:status=done<{within} sort:-updated'
    parameters: {within: 14d}
  reviewed-last-month:
    description: What changed last month
    query: 'changed:status=last month or changed:body=last month sort:-updated'
  wanted-links:
    description: What names something that is not there
    query: 'is:wanted sort:path'

"""##),
("agents/librarian.md", ##"""
---
id: b028xzaw
type: agent
title: Librarian
agent_id: librarian
role: Tidies links and drafts summaries
status: idle
---
## What it may do

- Suggest links between notes, and add them when asked
- Write a summary of notes that belong together
- Leave everything else alone

"""##),
("domains/garden.md", ##"""
---
id: vf4039wj
type: domain
title: Garden
icon: 🌱
color: "#7a9e7e"
parent: home
order: 2
---
From the back door to the hedge: two old apple trees, a shed, and [[kitchen-garden|the new beds]]. The ground itself is
described in [[what-the-soil-is-like]].

"""##),
("domains/home.md", ##"""
---
id: 1pg44gaw
type: domain
title: Home
icon: 🏡
color: "#b08968"
order: 1
---
The house at the end of the lane, and what keeps it warm and dry.

"""##),
("domains/learning.md", ##"""
---
id: megghq8n
type: domain
title: Learning
icon: 📚
color: "#6c7fa6"
order: 3
---
Reading, writing, and saying things in front of people.

"""##),
("events/evening-at-the-library.md", ##"""
---
id: 1k291jxs
type: event
title: Evening at the library
status: confirmed
start: 2026-12-10T19:00
end: 2026-12-10T20:30
timezone: Europe/Dublin
location: The reading room, upstairs
attendees: [ann, ben]
project: library-talk
---
Doors open at half past six. The projector is theirs, the cable is ours.

"""##),
("events/garden-day.md", ##"""
---
id: ysvdmcb7
type: event
title: Garden day
status: confirmed
start: 2026-11-28T10:00
end: 2026-11-28T15:00
timezone: Europe/Dublin
location: The garden
attendees: [ann, ben]
project: kitchen-garden
---
The beds first, soup at one. If it rains, [[paint-the-study]] instead.

"""##),
("events/sunday-review.md", ##"""
---
id: czsc4tav
type: event
title: Sunday review
status: confirmed
start: 2026-11-29T17:00
end: 2026-11-29T17:30
timezone: Europe/Dublin
recurrence: FREQ=WEEKLY;BYDAY=SU
attendees: [ann, ben]
domain: home
---
Tea, and a look at the week: what got done, what can wait, which ideas want a second look.

"""##),
("ideas/a-pond.md", ##"""
---
id: rz6x2yt6
type: idea
title: A pond
status: discarded
domain: garden
created_by: ann
---
A lovely thought, and nowhere to put it. Set aside, not lost.

"""##),
("ideas/an-evening-without-screens.md", ##"""
---
id: 2zdqza9x
type: idea
title: An evening without screens
status: captured
domain: home
created_by: ben
---
Wednesdays? Cards, or the long book, or nothing at all.

"""##),
("ideas/book-swap-shelf.md", ##"""
---
id: m2gsrpm5
type: idea
title: A book-swap shelf by the gate
status: captured
category: neighbours
created_by: ann
---
Take one, leave one. It would need a roof of its own.

"""##),
("ideas/pictures-of-the-night-sky.md", ##"""
---
id: 058hfv4d
type: idea
title: Pictures of the night sky
status: archived
domain: learning
created_by: ben
tags: [winter]
---
Kept for a clear winter. The [[garden]] is dark enough once the kitchen light is off.

"""##),
("ideas/rain-barrel-behind-the-shed.md", ##"""
---
id: 2w30nxjy
type: idea
title: A rain barrel behind the shed
status: processing
priority: medium
domain: garden
created_by: ben
tags: [outdoors, water]
---
The shed roof would fill one in a week of ordinary rain. It would serve both beds: see [[watering]].

"""##),
("ideas/raised-beds-by-the-wall.md", ##"""
---
id: rcsedxhd
type: idea
title: Raised beds by the wall
status: actionable
domain: garden
project: kitchen-garden
created_by: ann
---
If the ground is too heavy, go up. This became [[kitchen-garden]].

"""##),
("kinds/agent.md", ##"""
---
id: qqh1p0zn
type: kind
title: Agent
plural: agents
folder: agents
fields:
  agent_id: text
  model: text
  role: text
  status:
    type: enum
    values: {idle: open, working: open, waiting: paused, error: open, terminated: dropped}
    default: idle
  current_task: ref task
  fire_history: [datetime]
template: |
  # {{title}}

  ## What it may do

  {{cursor}}
---
An agent is a program that works in the vault beside people. Its commits bear its name, so that its work can always be told
from theirs: with `MOSAIC_AGENT=librarian` in its environment, every change that it makes with `mosaic` does. How often it ran, how
often that went well or failed, and how long it took on average is worked out from its sessions by `mosaic show`, and never stored.

- `agent_id`: the name that it signs its commits with; it can be named by that, as by an alias.
- `model`: the model that it runs on.
- `role`: what it is for, in a few words.
- `status`: `idle`, `working`, `waiting` for somebody, `error` if it needs a look, or `terminated`.
- `current_task`: what it is doing.
- `fire_history`: the times at which it was set off.

```yaml
---
type: agent
title: Librarian
agent_id: librarian
role: Tidies links and drafts summaries
status: idle
---
```

"""##),
("kinds/domain.md", ##"""
---
id: r18cfds9
type: kind
title: Domain
plural: domains
folder: domains
fields:
  icon: text
  color: text
  parent: ref domain
  order: number
template: |
  # {{title}}

  {{cursor}}
---
A domain is a part of life that goes on: a home, a garden, a craft, a circle of friends. Projects end; domains do not. A
few are enough, and everything else can point to one of them.

- `icon`: a sign to know it by, such as 🌱.
- `color`: a colour to know it by, as a name or as `#7a9e7e`.
- `parent`: the wider domain that it belongs to.
- `order`: its place among its siblings, the smallest number first.

```yaml
---
type: domain
title: Garden
icon: 🌱
parent: home
order: 2
---
```

"""##),
("kinds/event.md", ##"""
---
id: 3d2p2vyq
type: kind
title: Event
plural: events
folder: events
fields:
  status:
    type: enum
    values: {tentative: open, confirmed: open, cancelled: dropped}
  start: datetime
  end: datetime
  all_day: boolean
  timezone: timezone
  location: text
  recurrence: recurrence
  exdate: [datetime]
  attendees: [ref]
  project: ref project
  domain: ref domain
template: |
  # {{title}}

  {{cursor}}
---
An event happens at a time, whether or not anything is done about it: an appointment, a visit, a festival.

- `status`: `tentative`, `confirmed` or `cancelled`.
- `start`, `end`: a day, or a day and a time, such as `2026-12-01T18:30`. A time may bear its offset: `18:30+01:00`.
- `all_day`: true where the day counts and the time does not.
- `timezone`: whose time it is, such as `Europe/Dublin`: then `start`, `end` and every other time without an offset is one of the clocks
  there, and is shown by yours. Without it, such a time is one of your own clock.
- `location`: where.
- `recurrence`: how it comes back, as an iCalendar rule such as `FREQ=WEEKLY;BYDAY=SU`.
- `exdate`: when it does not come back after all: days, or times.
- `attendees`: who comes.
- `project`, `domain`: what it belongs to.

```yaml
---
type: event
title: Seed swap at the allotments
start: 2026-12-05T10:00
end: 2026-12-05T12:00
location: The green hut
attendees: [ann, ben]
---
```

"""##),
("kinds/idea.md", ##"""
---
id: kd5khc49
type: kind
title: Idea
plural: ideas
folder: ideas
stale_after: 90d
fields:
  status:
    type: enum
    values: {captured: open, processing: open, actionable: done, archived: dropped, discarded: dropped}
    default: captured
  priority: {type: enum, values: [low, medium, high]}
  category: text
  domain: ref domain
  project: ref project
  created_by: ref
template: |
  # {{title}}

  {{cursor}}
---
An idea is a thought worth keeping, before anyone has decided anything about it. Capturing one takes a moment and no
decision, and none is ever lost: what is discarded is hidden, not deleted.

- `status`: where the thought stands.
  - `captured`: written down, not looked at again yet.
  - `processing`: somebody is turning it over.
  - `actionable`: it has become a task or a project. As a thought it is done; `mosaic promote` sets this.
  - `archived`: kept for its own sake.
  - `discarded`: set aside.
- `priority`: low, medium or high, where that helps.
- `category`: any word that sorts your ideas.
- `domain`, `project`: what it belongs to.
- `created_by`: the person or the agent who had it.

```yaml
---
type: idea
title: A rain barrel behind the shed
status: captured
domain: garden
---
```

"""##),
("kinds/kind.md", ##"""
---
id: m81rev2w
type: kind
title: Kind
plural: kinds
folder: kinds
fields:
  name: text
  plural: text
  folder: text
  stale_after: duration
  fields: any
  relations: any
  template: text
template: |
  Say what the kind is for, and what its fields mean.
---
A kind says what entities of one sort are like. Each is a file in `kinds/`; this text, below the front matter, is its
documentation. Change a file here and its kind changes; add one and there is a new kind. A kind without a file is as built
in, and so is what the file of a built-in kind leaves out.

- `name`: how `type:` calls it; the file's name if it does not say. Lower-case words, joined by `_` or `-`.
- `plural`: the name of many; the name and an `s` if it does not say.
- `folder`: where new ones go; the plural if it does not say. A single dot is the vault's own folder.
- `stale_after`: after how many days of quiet an open one counts as stale, such as `30d`. Empty for never.
- `fields`: the name of each field with its type.
- `relations`: relations of your own: the name of each with its inverse.
- `template`: the text that a new one begins with, in which `{{title}}`, `{{date}}` and `{{cursor}}` are filled in.

Every entity has `id`, `type`, `title`, `aliases` and `tags`, and may have any other keys besides; a kind types the keys that
it names.

| type | values |
|---|---|
| `text` | any text |
| `number` | `12`, `0.5` |
| `boolean` | `true`, `false` |
| `date` | a day: `2026-12-01` |
| `datetime` | a day, or a day and a time: `2026-12-01T18:30`, `2026-12-01T18:30:00Z` |
| `duration` | `90m`, `2h30m`, `3d`, `1w` |
| `recurrence` | an iCalendar rule: `FREQ=WEEKLY;BYDAY=SA` |
| `timezone` | a name of the zone database: `Europe/Dublin`; times without an offset are then of the clocks there |
| `ref`, `ref task` | another entity; one of that kind |
| `[text]`, `list of text` | several of a type; a single one will do as well |
| `{type: enum, values: [low, high]}` | one of these, in this order |
| `{type: record, fields: {user: ref user}}` | keys of its own |
| `any` | whatever YAML can say |

A field that needs more than a type is a mapping: `{type: date, required: true}`, or with a `default` for entities that do not
say; a reference has none, since each entity says for itself where it leads. The values of a `status` belong to groups, and the
group is what queries go by: `open`, `paused`, `done`, `dropped`.

```yaml
---
type: kind
title: Book
fields:
  status: {type: enum, values: {to_read: open, reading: open, read: done, given_up: dropped}, default: to_read}
  author: text
  rating: {type: enum, values: [poor, fair, good, great]}
  lent_to: ref user
relations:
  recommends: recommended_by
  sequel_of: {inverse: followed_by, acyclic: true}
template: |
  # {{title}}

  {{cursor}}
---
```

"""##),
("kinds/layout.md", ##"""
---
id: 2k8hsveb
type: kind
title: Layout
plural: layouts
folder: layouts
fields:
  user: ref user
  default: boolean
  columns: {type: number, default: 12}
  placements:
    type: list
    of:
      type: record
      fields:
        widget: {type: ref widget, required: true}
        x: number
        y: number
        w: number
        h: number
        config: any
template: |
  # {{title}}

  {{cursor}}
---
A layout is a page of widgets, arranged on a grid.

- `user`: whose page it is.
- `default`: true for the page that is shown first.
- `columns`: how many columns the grid has; 12 if it does not say.
- `placements`: which `widget` stands where: `x` and `y` count columns and rows from the top left, from 0; `w` and `h` are its
  width and height; `config` is for the widget alone.

```yaml
---
type: layout
title: Front page
user: ann
default: true
placements:
  - {widget: ready-to-do, x: 0, y: 0, w: 6, h: 4}
---
```

"""##),
("kinds/note.md", ##"""
---
id: 08bwbnpn
type: kind
title: Note
plural: notes
folder: notes
fields:
  status:
    type: enum
    values: {draft: open, published: done, archived: dropped}
  domain: ref domain
  project: ref project
  description: text
template: |
  # {{title}}

  {{cursor}}
---
A note is any page of writing. A Markdown file that says nothing about its kind is one.

- `status`: `draft`, `published` or `archived`; many notes need none.
- `domain`, `project`: the part of life, and the project, that the note belongs to.
- `description`: a line that says what the note is about.

```yaml
---
type: note
title: What the soil is like
description: Clay in the north bed, better by the wall.
tags: [soil]
---
```

"""##),
("kinds/project.md", ##"""
---
id: cjf2xzmn
type: kind
title: Project
plural: projects
folder: projects
stale_after: 30d
fields:
  status:
    type: enum
    values: {planning: open, active: open, on_hold: paused, completed: done, archived: dropped}
    default: planning
  priority: {type: enum, values: [low, medium, high]}
  domain: ref domain
  owner: ref user
  start: date
  target: date
template: |
  # {{title}}

  ## What will be true when it is done

  {{cursor}}

  ## Notes
---
A project is something that will be finished: it has an end that you would recognise. Its tasks point to it by their
`project`.

- `status`: `planning`, `active`, `on_hold` for a pause, `completed`, or `archived` if it will not be finished.
- `priority`: low, medium or high.
- `domain`: the part of life that it belongs to.
- `owner`: who sees to it.
- `start`, `target`: the day it begins and the day you hope to be done.

```yaml
---
type: project
title: Kitchen garden
status: active
domain: garden
owner: ann
target: 2026-12-19
---
```

"""##),
("kinds/relationship.md", ##"""
---
id: y8nz3k4k
type: kind
title: Relationship
plural: relationships
folder: relationships
fields:
  source: {type: ref, required: true}
  target: {type: ref, required: true}
  relation: {type: text, required: true}
  note: text
  since: date
template: |
  {{cursor}}
---
A relationship is a link between two entities that has something of its own to say: why it holds, since when, how sure you
are. Where there is nothing to say, a key in the front matter does: `relates_to: garden`.

- `source`, `target`: what is related to what. Read it as a sentence: source, relation, target.
- `relation`: one of the relations of the vault, in either direction:

  | relation | inverse |
  |---|---|
  | `blocks` | `blocked_by` |
  | `depends_on` | `required_by` |
  | `parent` | `child` |
  | `part_of` | `has_part` |
  | `relates_to` | `relates_to` |
  | `duplicates` | `duplicated_by` |
  | `supersedes` | `superseded_by` |
  | `derived_from` | `inspired` |

- `note`: why.
- `since`: from which day on.

```yaml
---
type: relationship
title: The soil notes shaped the kitchen garden
source: kitchen-garden
relation: derived_from
target: what-the-soil-is-like
since: 2026-11-02
---
```

"""##),
("kinds/session.md", ##"""
---
id: cn2xzpjs
type: kind
title: Session
plural: sessions
folder: sessions
stale_after: 2d
fields:
  agent: ref agent
  status:
    type: enum
    values: {active: open, completed: done, failed: dropped, abandoned: dropped}
  started: datetime
  ended: datetime
  task: ref task
  summary: text
  input_tokens: number
  output_tokens: number
template: |
  # {{title}}

  {{cursor}}
---
A session is one stretch of an agent's work, from its start to its end.

- `agent`: whose work it is.
- `status`: `active` while it runs; then `completed`, `failed`, or `abandoned` if it was left before its end.
- `started`, `ended`: when, as `2026-11-20T18:12:44Z`.
- `task`: what it worked on.
- `summary`: what came of it, in a line or two.
- `input_tokens`, `output_tokens`: what it read and wrote.

```yaml
---
type: session
title: Summary of the soil notes
agent: librarian
status: completed
started: 2026-11-20T18:00:00Z
ended: 2026-11-20T18:12:44Z
---
```

"""##),
("kinds/task.md", ##"""
---
id: pejzq0vb
type: kind
title: Task
plural: tasks
folder: tasks
stale_after: 30d
fields:
  status:
    type: enum
    values: {not_started: open, in_progress: open, paused: paused, completed: done, archived: dropped}
    default: not_started
  priority: {type: enum, values: [low, medium, high], default: medium}
  due: date
  scheduled: datetime
  completed_on: date
  recurrence: recurrence
  estimate: duration
  assignee: ref
  creator: ref
  project: ref project
  domain: ref domain
  parent: ref task
  depends_on: [ref task]
  blocks: [ref task]
template: |
  # {{title}}

  {{cursor}}
---
A task is one thing to do, small enough to know when it is done.

- `status`: `not_started`, `in_progress`, `paused`, `completed`, or `archived` if it need not be done after all.
- `priority`: low, medium or high; medium if it does not say.
- `due`: the day by which it matters.
- `scheduled`: the day, or the time, when you mean to do it.
- `completed_on`: the day it was done.
- `recurrence`: how it comes back, as an iCalendar rule such as `FREQ=WEEKLY;BYDAY=SA`.
- `estimate`: how long it may take: `90m`, `2h30m`, `3d`.
- `assignee`, `creator`: who does it, who asked for it: a person or an agent.
- `project`, `domain`: what it belongs to.
- `parent`: the larger task that it is a part of.
- `depends_on`: what has to be done first. Until then the task is blocked; when all is done, it is ready.
- `blocks`: the same seen from the other side.

```yaml
---
type: task
title: Sow the broad beans
due: 2026-12-05
estimate: 1h30m
project: kitchen-garden
depends_on: [build-the-raised-beds]
---
```

"""##),
("kinds/user.md", ##"""
---
id: v5nqhhrj
type: kind
title: User
plural: users
folder: users
fields:
  name: text
  emails: [text]
  role: text
template: |
  # {{title}}

  {{cursor}}
---
A user is a person who works in the vault. Commits are matched to users by their e-mail addresses, so that the history can say
who did what, for old commits too.

- `name`: how to call the person.
- `emails`: every address that the person has committed with.
- `role`: what the person does here, in a few words.

```yaml
---
type: user
title: Ann
name: Ann
emails: [ann@example.org]
---
```

"""##),
("kinds/widget.md", ##"""
---
id: 0kbgat2z
type: kind
title: Widget
plural: widgets
folder: widgets
fields:
  name: text
  component: text
  description: text
  query: text
  default_width: number
  default_height: number
  min_width: number
  min_height: number
  max_width: number
  max_height: number
  config_schema: any
  active: {type: boolean, default: true}
template: |
  # {{title}}

  {{cursor}}
---
A widget is a question that you like to see answered at a glance. Layouts arrange widgets on a page.

- `name`: what a page calls it.
- `component`: what draws it, such as `list`.
- `description`: what it shows.
- `query`: what it asks, in the query language.
- `default_width`, `default_height`: its usual size, in columns and rows of the layout.
- `min_width`, `min_height`, `max_width`, `max_height`: how far that may change.
- `config_schema`: what a placement may set.
- `active`: false to keep it out of the way.

```yaml
---
type: widget
title: Ready to do
component: list
query: type:task is:ready sort:due
default_width: 6
default_height: 4
---
```

"""##),
("kinds/workspace.md", ##"""
---
id: 2xwg6fz9
type: kind
title: Workspace
plural: workspaces
folder: .
fields:
  name: text
  members:
    type: list
    of:
      type: record
      fields:
        user: {type: ref user, required: true}
        role: {type: enum, values: [owner, admin, member, guest]}
template: |
  # {{title}}

  {{cursor}}
---
The workspace is the vault itself: its name, and who belongs to it. There is one, in `workspace.md`.

- `name`: what the vault is called.
- `members`: a list of each `user` with a `role`: `owner`, `admin`, `member` or `guest`.

```yaml
---
type: workspace
name: Hazel Lane
members:
  - {user: ann, role: owner}
  - {user: ben, role: member}
---
```

"""##),
("layouts/front-page.md", ##"""
---
id: rkvfddpm
type: layout
title: Front page
user: ann
default: true
columns: 12
placements:
  - {widget: ready-to-do, x: 0, y: 0, w: 6, h: 4}
  - {widget: fresh-ideas, x: 6, y: 0, w: 6, h: 4}
---
What to do on the left, what to think about on the right.

"""##),
("notes/guide/answers.md", ##"""
---
id: p8n2vxe6
type: note
title: Answers
description: Tables, pipes, JSON, templates, and how other programs take what Mosaic says.
tags: [guide]
---
# Answers

Every command that lists writes in the form that you ask for.

| option | what is written |
|---|---|
| none | a table on a terminal; in a pipe a line each, its values parted by tabs |
| `--json` | one object: `data` is the list, `meta` says how many there are |
| `--jsonl` | one object a line |
| `--fields` | only these fields, in this order, in the table or in JSON |
| `--format` | a template, once for each, on a line of its own |
| `-0` | paths from where you are, each ended by a NUL, for `xargs -0` |

A table fits the terminal: titles and other long texts are cut, ids never, and a path (or `PATH:LINE`) only, in its middle, where it is too long
beside the beginning of a title. Where that does not do, columns are left out, the last first and `WHEN` at last; those that you named stand below each other then. `show`, `diff`, `graph`,
`search` and `check` fit it as well: they cut titles, leave out what stands behind them where there is no room, and break longer texts at
spaces. The lines of a paragraph in Markdown go on with each other there; code, tables and headings stay as they are. In a pipe
everything is whole. What is longer than the screen goes through `$MOSAIC_PAGER`, or what git would take: `$GIT_PAGER`, your own
`core.pager`, `$PAGER` or `less`, but not where `$TERM` is `dumb`. In tab-separated values `\t`, `\n` and `\\` stand for a tab, a line
end and a backslash.

Paths are those of the vault, in JSON and as the field `path`, wherever you are. What is meant for other programs leads to the file from
where you are: `-0`, and the places that `check`, `links` and `path` name; outside of the vault, with `-C`, these paths are absolute.

## Fields

`--fields` takes every field of every kind, and keys of your own. Some follow from other things: `is` (what it is: `ready`, `blocked`, `stale` …),
`age` and `in-status` (in days: since it came to be, and since it has its status), `created`, `updated`, `group` (what the status means), `when` (the first of its dates; a time with an
offset or a zone is as clocks show it where you are, to the minute), `checkboxes` and `unchecked` (how many boxes it has, and how many of
them are open), `shortId`, `path`. A field that bears one of these names itself is
shown with `field.` before it: `field.age`. Where a file states no value and its kind gives one, that is shown, as it is what queries find.

```
mosaic list tasks status:open --fields id,title,due,is
mosaic list tasks --fields id,title,estimate,age --json
mosaic search barrel --fields title,status,score --jsonl
mosaic activity --fields when,event,path --limit 5
mosaic count tasks --by status --fields status,count
```

## Templates

| in a template | what it gives |
|---|---|
| `{title}` | a field, by the names that `--fields` takes |
| `{title:30}` | exactly 30 columns: filled with spaces, or cut |
| `{due:>12}` | the same, to the right |
| `\t`, `\n`, `\\` | a tab, a line end, a backslash |
| `{{`, `}}` | braces |

```
mosaic list tasks status:open --format '{due:10}  {title:30} {is}'
mosaic list notes -0 | xargs -0 wc -l
```

## What a change says

Whatever changes entities takes `--json` as well, with `--dry-run` too (all but `edit` and `inbox`, which ask a person, and `check --fix`), and says the same:
`data.activities` is what the history has of the change from then on, by the members of `mosaic activity --json` that say what, `data.commit` and
`data.operationId` find it again (null where nothing is committed), and `data.notes` is what else a person would be told. Where something is
made (`new`, `capture`, `promote`, `daily`), that stands first: `data.id`, `data.title` and `data.path`.

```
mosaic new task "Order the planks" --set due=friday --json
mosaic set find-a-desk status=in_progress due=friday --json
mosaic done --where 'tasks project:quiet-study status:open' --dry-run --json
```

## How work goes

`mosaic show AGENT --json` has `work`, as the sessions tell whose `agent` it is:

| in `work` | what it is |
|---|---|
| `sessions` | all of them |
| `successes` | those that are `completed` |
| `failures` | those that are `failed` |
| `errors` | those that are `failed` or `abandoned` |
| `meanSeconds` | how long one takes on average, to the nearest second, of those that state when they started and ended; null where none does |

In `mosaic stats` the median of an even number is midway between the two in the middle; nine of ten took no longer than the 90th percentile,
which is one of the lengths themselves.

## Choosing

`mosaic pick` lets you choose among what a query finds, with [fzf](https://github.com/junegunn/fzf) where it is installed. The dialog is on the
terminal; what you chose is the answer, for another command. With `--multi` you choose several: in `fzf` with the tab key, else by their
numbers (`1,3`).

```
mosaic edit "$(mosaic pick tasks is:open)"
mosaic show "$(mosaic pick)"
mosaic done $(mosaic pick --multi tasks is:ready)
```

## SQL

How many there are of each value says `mosaic count --by tag`. For what no query says there is `mosaic sql`, over views that stay as they are: [[sql-views|SQL views]] describes them. It can only read.

```
mosaic sql 'select type, count(*) from entities group by type'
mosaic sql "select strftime('%Y-%m', created_at) as month, count(*) from activity where action = 'completed' group by month"
mosaic sql --json "select a.value as tag, b.value as beside, count(*) as n from entities, json_each(tags) a, json_each(tags) b where a.value < b.value group by 1, 2 order by n desc"
mosaic sql --views
```

"""##),
("notes/guide/asking.md", ##"""
---
id: at6ta32r
type: note
title: Asking
description: The query language, lists, searches and the graph, by example.
tags: [guide]
---
# Asking

`mosaic list` lists entities. The first word may be a kind; everything behind it is a query, and all of it must hold:

```
mosaic list tasks status:open
mosaic list tasks status:open 'due<7d' sort:due
mosaic list domain:garden tag:outdoors
mosaic list '(priority:high or is:blocked) -assignee:ann'
mosaic list type:idea barrel
```

A shell takes `<`, `>`, `(`, `)`, `*` and double quotes for itself: put single quotes around a term that has one. What stands in
single quotes may be one term or a whole query, and a query means the same wherever it stands.

## Words

| query | what it finds |
|---|---|
| `barrel water` | both words, in titles, aliases, names of files, descriptions and texts, the best first |
| `barrel or pump` | one of them |
| `"raised beds"` | a phrase |
| `garden*` | words that begin so |
| `title:garden` | a word in the title; `body:` looks below it |

## Fields

Every field of every kind can be asked for, and so can keys of your own.

| query | what it finds |
|---|---|
| `status:open` | every status that means open, whatever the kind calls it; so do `paused`, `done` and `dropped` |
| `priority:low,medium` | any of these |
| `priority>=medium` | values in the order that their kind gives them |
| `domain:garden` | what states this domain, or none and a project that is in it |
| `assignee:ann project:kitchen-garden` | what refers to these; `assignee:me` to you, whose address git commits with |
| `assignee:an*` | what refers to something of which an id, a name of the file, the title or an alias begins so; relations, `links-to:` and `linked-from:` take it too |
| `-tag:outdoors` | what has not the tag, nor one below it |
| `has:due` | what states a field |
| `estimate<2h` | lengths of time; numbers compare likewise |
| `recurrence:weekly` | what comes back by weeks, at any interval; `daily`, `biweekly`, `weekdays`, `"every 2 weeks"`, `"every monday"` (among other days), however the rule is written; or the rule itself |
| `type:task,event` | kinds |
| `path:notes/*` | a folder |
| `unchecked>0` | what has boxes in its text that are open; `checkboxes` counts all of them |

`:` and `=` are the same, `!=` is what `-` before a term is. A `*` at the end takes whatever goes on. In a value that a kind names, case
does not count, and `-` is `_`: `status:in-progress`. One that neither the kind nor any of its files knows is an error. Where a kind's field has the name
of a key of the language, or of something that is worked out (`age`, `in-status`, `when`, `group`, `unchecked`, `is`), `field.` before it means the field.

## Days

| query | what it finds |
|---|---|
| `due<7d` | due within seven days, or before today |
| `due:today..friday` | a stretch of days; one end may be missing |
| `due:next month` | a week, month, quarter or year: `this`, `next` or `last` |
| `due:next friday` | the Friday of the next week; `this` and `last` likewise, and a week begins on Monday |
| `due<=eow` | the last day of this week; `eom`, `eoq` and `eoy` of the month, the quarter, the year |
| `due<"end of next month"` | the same in words, in quotes where there are several |
| `due:"30 mar"` | the next 30th of March, today included; `"march 30 2027"`, `2027/03/30` and `20270330` name the year |
| `due<"2 weeks"` | `2w` in words; `"in a week"`, `"3 days ago"`, `"day after tomorrow"` as well |
| `due>=2026-12-01` | a day; `2026-12` is a month, `2026` a year, `2026-W50` a week as ISO 8601 counts them, `2026-Q4` a quarter |
| `start<friday 9:30` | a time behind a day: `9:30`, `14:15`, `2pm`, `noon` |
| `start<now` | before this moment; of a day, before today |
| `start:tomorrow` | `today`, `tomorrow`, `yesterday`, a weekday, `3d`, `-2w`, `1m`, `1y` |

`friday` alone is the next one that comes, never today, so that on a Wednesday
it is `this friday`, and from Friday on `next friday`.

Fields look ahead: there `7d` and `friday` are to come. The past is seen the other way round: there `<7d` is less than seven days
ago, `7d..3d` from the day seven days ago to the one three days ago, and `friday` the last one. Shorter than a day are `2h` and
`30min`, to the second: `updated<2h`, `start<2h`.

## Connections

| query | what it finds |
|---|---|
| `depends_on:build-the-raised-beds` | a relation by its name, or by its inverse: `required_by:` |
| `depends_on:*` | any such relation |
| `source:kitchen-garden` | the relationships that are files of their own and lead from it; `target:` those that lead there |
| `links-to:kitchen-garden` | whatever leads to it: a relation, a field, a link of the text; of a picture or another file too, by its name or path. `links-to:*`: to anything |
| `linked-from:start-here` | whatever it names; `-linked-from:*` is what nothing leads to |
| `near:kitchen-garden~2` | at most two steps away |
| `reaches:home` | what leads there, through others too; `reached-from:` the other way |
| `is:orphan` | what is connected with nothing, and no relationship itself |
| `is:wanted` | what names something that is not there |

## The past

| query | what it finds |
|---|---|
| `changed:status<7d` | the status changed in the last seven days |
| `was:status=paused` | it was paused once, and is not since |
| `was:tags=home` | it had the tag once, and gave it up; of a list, each item is looked at |
| `was:due="next month"` | it was due next month once; a value is what it is without `was:`, a range too |
| `was:assignee=ann` | it was Ann's once, however that was written: what a text of then leads to now counts, and its spelling where that leads nowhere |
| `became:status=done>=2026-01-01` | it came to be done since then |
| `slipped:due>=2` | its day was put off at least twice |
| `created<30d` | it is younger than 30 days; `age<30d` is the same |
| `updated>90d` | nobody touched it for 90 days |
| `in-status>30d` | it has had its status for longer than 30 days |
| `by:ann` | Ann changed it; `agent:` and `session:` for agents |
| `by:ann<7d` | Ann changed it in the last seven days |

## States

| query | what it finds |
|---|---|
| `is:ready` | open, and nothing that it depends on is open |
| `is:blocked` | open or paused, and waiting for something that is |
| `is:passed` | open or paused, and its `due` or `target` is behind us; a `scheduled` that is makes nothing so |
| `is:stale` | open, and untouched for longer than its kind allows |
| `is:today` | its day is today; an event each time that it comes back, on each of its days |
| `on:"this week"` | the same of other days, whatever its status: what `start:` says of an event is the first time alone |

## The answer

`sort:due,-priority` sorts, with `-` for the greatest first: by fields, and by `when`, `age`, `in-status`, `group`, `created`, `updated`, `type`,
`title`, `path`, `id`, `unchecked` and `checkboxes`; `limit:20` ends the list. Without `sort:` what was changed last comes first, and where you ask for words,
what fits them best. What was dropped (archived, discarded), and the
kinds themselves, are listed where you ask for them, or with `--all`: `status:archived`, `is:dropped`, and not `status!=done`, which only
denies. Sessions of agents are always listed: one that failed is a result.

```
mosaic list tasks sort:due,-priority limit:20
mosaic list tasks status:done --format '{completed_on:10}  {title}'
mosaic count tasks --by status,priority
mosaic count tasks --by group
mosaic count tasks --by domain
mosaic count --by tag
mosaic search barrel type:idea
mosaic graph --where 'type:domain,project'
mosaic activity --where 'tasks project:kitchen-garden'
```

`mosaic checkboxes` takes the same query, and lists the open boxes in the texts of what it finds; [[writing-entities|Boxes]] has more of them.

`set`, `done` and `rm` take `--where` as well. They say how many they would change, and ask first; `--yes` answers. It is one commit.

```
mosaic set --where 'tasks assignee:ben status:open' priority=high --dry-run
mosaic done --where 'tasks project:quiet-study is:open' --dry-run
```

## Days, steps, and looking back

`mosaic agenda` shows this week, or the days that you name (`7d` are seven from today on): events each time that they come back, and what is due, scheduled or aimed at.
Below days that take in today it says how much is open that has no place on them: whose `due` or `target` has passed (`is:passed`), and
what was `scheduled` for a day before, which was to be taken up then and may still be in time: `mosaic list 'is:open,paused scheduled<today'`.
`mosaic next` shows the tasks that can be done now, the best first, and says why. Each thing that speaks for a task gives points:

| what | points |
|---|---|
| priority | high 6, medium 3 |
| `due` or `target` | passed 6, today 5, within 3 days 4, within 7 days 3, within 30 days 1 |
| `scheduled` | today or before 4, later -6 |
| begun: another status than a new one has | 3 |
| open things that wait for it | 2 each, at most 6 |
| age | 1 for each 30 days, at most 3 |

`mosaic review` looks back over seven days, or the days that you name (`2w` are the last two weeks): what was completed, what came, what was put off, what has passed, what
nobody has touched for long, and which ideas wait. `mosaic inbox` then goes through the captured ideas with you. All of them take
a query, `agenda` and `review` behind `--where`.

```
mosaic agenda
mosaic agenda next week --where type:event
mosaic next assignee:ann --limit 3
mosaic review last week --markdown
mosaic inbox domain:home --list
```

## Questions to keep

`.mosaic/config.yaml` keeps questions under a name, for everyone who shares the vault. `@` before the name asks one, at any place of a
query, as if it stood there in brackets. `{name}` in one is left open: `name=value` beside it says what it is. With `fields` it says what
a list of its answers shows, unless `--fields` does; `created` and `updated` are by your clocks on a terminal.

```
mosaic queries
mosaic list @today
mosaic list @ready assignee:ann
mosaic list @waiting
mosaic list @by-domain domain=garden
mosaic list '(@today or @passed) -tag:someday'
mosaic agenda --where '@by-domain domain="garden"'
mosaic count @stale
```

A word that cannot be understood is an error that shows its place, and what was meant. A value that no kind knows is understood where a
file states it, such as `status:evergreen` of a note. [[query-reference|The reference]] has every key.
On a terminal the answer is a table, in a pipe tab-separated; [[answers|Answers]] has every other form. `mosaic show` shows one entity with
all that surrounds it.

Every question brings the index up to date first, so that the answer is right at once after you saved a file or pulled.

"""##),
("notes/guide/commands.md", ##"""
---
id: 4nq7cz1h
type: note
title: Commands
description: Every command with its options, as --help says it.
tags: [guide]
---
# Commands

Made from the program's own help: `mosaic COMMAND --help` shows the same.

Commands that work in a vault take `-C DIR` to work in another than the one you stand in. Exit codes: 0 done; 1 a check found something, nothing by that
name, or a change that is written and could not be committed; 2 wrong usage or query; 3 ambiguous reference; 4 conflict; 5 busy; 70 a fault in Mosaic or of the system (a full disk); 130 interrupted.

## Change

### mosaic init

```
OVERVIEW: Makes a vault, with a first commit.

A new vault comes with a small example, which can be deleted at any time, and
with a guide in notes/guide. In a repository that has commits only what is
missing is added: the workspace, the kinds and the settings. So is, in every
vault, a file for you in users/, unless there is one with the address that git
commits with.

  mosaic init ~/vault
  mosaic init --empty notes

USAGE: mosaic init [<directory>] [--empty] [--no-commit]

ARGUMENTS:
  <directory>             The folder; made if it is not there. (default: .)

OPTIONS:
  --empty                 Without the example: only the workspace, the kinds and
                          the settings.
  --no-commit             Leave the commit to you.
  --version               Show the version.
  -h, --help              Show help information.
```

### mosaic new

```
OVERVIEW: Makes an entity: a file in the folder of its kind, named after its
title.

Values are read as their fields ask: lists are parted by commas, days can be
said in words ('tomorrow', 'next friday', '+2w', 'in 3 days', '30 mar'), times
behind them ('friday 9:30', 'tomorrow noon'), a recurrence too ('weekly', 'every
2 weeks'), an end by its start ('end=+1h'), and a reference must name one
entity.

  mosaic new task "Fix the roof" --set due=friday --set domain=home
  mosaic new event "Lunch with Ben" --set start='friday noon' --set end=+1h
  mosaic new note "Paint for the study" --edit
  mosaic new note "Paint for the study" --text "Two coats of white."
  git log --oneline -5 | mosaic new note "What is new" --text -

USAGE: mosaic new <kind> <title> ... [--set <k=v> ...] [--text <text>] [--edit]
       [--dry-run] [--no-commit] [--json] [--color <when>] [--vault <dir>]

ARGUMENTS:
  <kind>                  A kind: 'task', or 'tasks'.
  <title>                 The title; several words need no quotes.

OPTIONS:
  -s, --set <k=v>         A field's value: 'due=tomorrow'; may be several.
  --text <text>           The text below the heading, in place of the kind's
                          template; '-' reads standard input.
  -e, --edit              Open the file in your editor before it is committed.
  -n, --dry-run           Show what would change, and change nothing.
  --no-commit             Leave the commit to you.
  --json                  Write one JSON object of what was changed, or would
                          be.
  --color <when>          Colour: auto, always (into a pipe as well, as on a
                          terminal) or never. (values: auto, always, never;
                          default: auto)
  -C, --vault <dir>       Work in the vault at this place.
  --version               Show the version.
  -h, --help              Show help information.
```

### mosaic capture

```
OVERVIEW: Captures an idea in one go.

The first line is the title, and more lines the text. '-' reads standard input,
and so does no word at all in a pipe; on a terminal your editor opens then.
Where that fails, what you wrote is kept, and you are told where.

  mosaic capture Rain barrel behind the shed
  pbpaste | mosaic capture

USAGE: mosaic capture [<words> ...] [--dry-run] [--no-commit] [--json]
       [--color <when>] [--vault <dir>]

ARGUMENTS:
  <words>                 The idea; several words need no quotes.

OPTIONS:
  -n, --dry-run           Show what would change, and change nothing.
  --no-commit             Leave the commit to you.
  --json                  Write one JSON object of what was changed, or would
                          be.
  --color <when>          Colour: auto, always (into a pipe as well, as on a
                          terminal) or never. (values: auto, always, never;
                          default: auto)
  -C, --vault <dir>       Work in the vault at this place.
  --version               Show the version.
  -h, --help              Show help information.
```

### mosaic daily

```
OVERVIEW: Opens the note of a day in your editor, or adds to it.

It is the file that is called by the day, '2026-12-01.md', wherever it is. Where
there is none it is made: of the kind 'daily', if the vault has one, and else as
a note. Words are added as 'mosaic append' adds them, and no editor opens; '-'
reads standard input, and so does no word at all in a pipe.

  mosaic daily
  mosaic daily "- Planted the garlic"
  mosaic daily --on yesterday "The first frost."

USAGE: mosaic daily [<text> ...] [--on <day>] [--under <heading>] [--dry-run]
       [--no-commit] [--json] [--color <when>] [--vault <dir>]

ARGUMENTS:
  <text>                  What to add; several words need no quotes.

OPTIONS:
  --on <day>              Another day than today: 'yesterday', 'monday' (the
                          last one), '2026-12-01'.
  --under <heading>       Add it to the end of this heading's section.
  -n, --dry-run           Show what would change, and change nothing.
  --no-commit             Leave the commit to you.
  --json                  Write one JSON object of what was changed, or would
                          be.
  --color <when>          Colour: auto, always (into a pipe as well, as on a
                          terminal) or never. (values: auto, always, never;
                          default: auto)
  -C, --vault <dir>       Work in the vault at this place.
  --version               Show the version.
  -h, --help              Show help information.
```

### mosaic set

```
OVERVIEW: Changes fields of entities, and no other byte of their files.

'k=v' sets, 'k+=v' adds to a list, 'k-=v' takes out of one, 'k=' removes the
field. Commas part the items behind '+=' and '-=', and behind '=' where the
field is a list, by its kind or in the file; an item in double quotes can have
some of its own. 'field.k' is the field 'k', as in a query. 'now' is today for a
day, and the present for a time.

  mosaic set fix-the-roof status=in_progress due=friday
  mosaic set fix-the-roof tags+=winter depends_on-=buy-tiles --dry-run
  mosaic set fix-the-roof clear-the-gutter due=friday
  mosaic set --where 'tasks is:passed' due=friday

USAGE: mosaic set <ref k=v> ... [--where <query>] [--yes] [--dry-run]
       [--no-commit] [--json] [--color <when>] [--vault <dir>]

ARGUMENTS:
  <ref k=v>               The entity, or several, unless there is --where, and
                          what to change.

OPTIONS:
  --where <query>         The entities that 'mosaic list' would show for this.
  -y, --yes               Do not ask before changing what --where finds.
  -n, --dry-run           Show what would change, and change nothing.
  --no-commit             Leave the commit to you.
  --json                  Write one JSON object of what was changed, or would
                          be.
  --color <when>          Colour: auto, always (into a pipe as well, as on a
                          terminal) or never. (values: auto, always, never;
                          default: auto)
  -C, --vault <dir>       Work in the vault at this place.
  --version               Show the version.
  -h, --help              Show help information.
```

### mosaic append

```
OVERVIEW: Adds a paragraph, or an item of a list, to the end of an entity's
text.

'-' reads standard input, and so does no word at all in a pipe. An item of a
list ('- more', '- [ ] more') goes on with the list that it comes behind;
everything else is a paragraph of its own. No other byte of the file changes.

  mosaic append fix-the-roof "The slater comes on Monday."
  mosaic append quiet-study --under notes "- Oil the hinges"
  git log -1 --format=%s | mosaic append journal -

USAGE: mosaic append <reference> [<text> ...] [--under <heading>] [--dry-run]
       [--no-commit] [--json] [--color <when>] [--vault <dir>]

ARGUMENTS:
  <reference>             The entity.
  <text>                  The text; several words need no quotes.

OPTIONS:
  --under <heading>       Add it to the end of this heading's section.
  -n, --dry-run           Show what would change, and change nothing.
  --no-commit             Leave the commit to you.
  --json                  Write one JSON object of what was changed, or would
                          be.
  --color <when>          Colour: auto, always (into a pipe as well, as on a
                          terminal) or never. (values: auto, always, never;
                          default: auto)
  -C, --vault <dir>       Work in the vault at this place.
  --version               Show the version.
  -h, --help              Show help information.
```

### mosaic done

```
OVERVIEW: Marks a task, or anything else with a status for it, or a box, as
done.

The status becomes the first of the kind's that means done; a task gets today as
the day on which it was completed, and a session the present time as its end.
Where it has a recurrence, the next is made beside it, in the same commit. Of
what comes back a name means the one that is open, once its day has come, unless
one was completed today already. PATH:LINE, as 'mosaic checkboxes' lists it,
ticks the task box on that line: '[ ]' becomes '[x]', and no other byte of the
file changes. Several that you name are one commit.

  mosaic done fix-the-roof
  mosaic done fix-the-roof clear-the-gutter
  mosaic done --where 'tasks project:quiet-study status:open'
  mosaic done projects/quiet-study.md:20 tasks/build-the-raised-beds.md:15

USAGE: mosaic done [<references> ...] [--untick] [--where <query>] [--yes]
       [--dry-run] [--no-commit] [--json] [--color <when>] [--vault <dir>]

ARGUMENTS:
  <references>            The entity, or a box by its place, PATH:LINE; may be
                          several.

OPTIONS:
  --untick                Open the boxes at these places again.
  --where <query>         The entities that 'mosaic list' would show for this.
  -y, --yes               Do not ask before changing what --where finds.
  -n, --dry-run           Show what would change, and change nothing.
  --no-commit             Leave the commit to you.
  --json                  Write one JSON object of what was changed, or would
                          be.
  --color <when>          Colour: auto, always (into a pipe as well, as on a
                          terminal) or never. (values: auto, always, never;
                          default: auto)
  -C, --vault <dir>       Work in the vault at this place.
  --version               Show the version.
  -h, --help              Show help information.
```

### mosaic inbox

```
OVERVIEW: Goes through captured ideas, one by one: keep, promote, archive,
discard, skip.

On a terminal each idea is shown, the oldest first, and a letter and the return
key decide; '?' says what each does. Each decision is a commit. An idea that
changed while you looked at it is shown again. Into a pipe, with --list, --at or
--stale, the ideas are listed.

  mosaic inbox
  mosaic inbox domain:garden --list

USAGE: mosaic inbox [<query> ...] [--list] [--no-commit] [--vault <dir>]
       [--stale] [--at <rev|date>] [--json] [--jsonl] [--format <template>]
       [--fields <fields>] [--null] [--color <when>]

ARGUMENTS:
  <query>                 What to ask for: 'status:open due<7d'. 'mosaic guide
                          query-reference' has it all.

OPTIONS:
  --list                  List the ideas, and ask nothing.
  --no-commit             Leave the commits to you.
  -C, --vault <dir>       Work in the vault at this place.
  --stale                 Answer at once from the index as it is.
  --at <rev|date>         As it was then: a commit, a branch or a tag, or a date
                          ('2026-11-01', 'last month', '2w').
  --json                  Write one JSON object, {"data": …, "meta": …}.
  --jsonl                 Write one JSON object a line.
  --format <template>     Write each as the template says, such as
                          '{id}\t{title:30}'.
  --fields <fields>       Only these fields, in this order: 'id,title,due'; in
                          the table, or with --json or --jsonl.
  -0, --null              Write only paths, from where you are, each ended by a
                          NUL.
  --color <when>          Colour: auto, always (into a pipe as well, as on a
                          terminal) or never. (values: auto, always, never;
                          default: auto)
  --version               Show the version.
  -h, --help              Show help information.
```

### mosaic promote

```
OVERVIEW: Makes a task or a project of an idea.

What is made is derived from the idea and takes over its priority, domain,
project and tags; the idea becomes actionable. Both are one commit.

  mosaic promote rain-barrel
  mosaic promote rain-barrel --to project

USAGE: mosaic promote <reference> [--to <kind>] [--edit] [--dry-run]
       [--no-commit] [--json] [--color <when>] [--vault <dir>]

ARGUMENTS:
  <reference>             The idea.

OPTIONS:
  --to <kind>             task or project. (default: task)
  -e, --edit              Open the new file in your editor before it is
                          committed.
  -n, --dry-run           Show what would change, and change nothing.
  --no-commit             Leave the commit to you.
  --json                  Write one JSON object of what was changed, or would
                          be.
  --color <when>          Colour: auto, always (into a pipe as well, as on a
                          terminal) or never. (values: auto, always, never;
                          default: auto)
  -C, --vault <dir>       Work in the vault at this place.
  --version               Show the version.
  -h, --help              Show help information.
```

### mosaic edit

```
OVERVIEW: Opens an entity in your editor, and commits what you changed.

$VISUAL or $EDITOR says which editor. Nothing is locked meanwhile: every other
way to change the file works as well. Where you give the entity a status that
means done, the day of completion and the next of what comes back are written as
by 'mosaic done', in the same commit. What cannot be read as it was meant is
told, and committed all the same.

  mosaic edit fix-the-roof

USAGE: mosaic edit <reference> [--no-commit] [--vault <dir>]

ARGUMENTS:
  <reference>             The entity.

OPTIONS:
  --no-commit             Leave the commit to you.
  -C, --vault <dir>       Work in the vault at this place.
  --version               Show the version.
  -h, --help              Show help information.
```

### mosaic rename

```
OVERVIEW: Gives an entity another title, its file the name to go with it, and
rewrites the links.

Links by id or alias stay as they are. The file is called in the style that it
has: 'my_note.md' becomes 'new_title.md', and 'My note.md' 'New title.md'. All
of it is one commit.

  mosaic rename fix-the-roof "Mend the roof"
  mosaic rename fix-the-roof "Mend the roof" --dry-run

USAGE: mosaic rename <reference> <title> ... [--dry-run] [--no-commit] [--json]
       [--color <when>] [--vault <dir>]

ARGUMENTS:
  <reference>             The entity.
  <title>                 The new title; several words need no quotes.

OPTIONS:
  -n, --dry-run           Show what would change, and change nothing.
  --no-commit             Leave the commit to you.
  --json                  Write one JSON object of what was changed, or would
                          be.
  --color <when>          Colour: auto, always (into a pipe as well, as on a
                          terminal) or never. (values: auto, always, never;
                          default: auto)
  -C, --vault <dir>       Work in the vault at this place.
  --version               Show the version.
  -h, --help              Show help information.
```

### mosaic move

```
OVERVIEW: Moves the files of entities to a folder, and keeps every link leading
where it led.

'.', './archive' and '..' lead from where you stand, as everywhere. Another name
is that of a folder there, or else of one from the top of the vault on, and '/'
is the top itself; what is not there is made. Links by name, id or alias mostly
stay as they are; paths are rewritten, those within the moved files, too. The
history goes on, and all of it is one commit.

  mosaic move fix-the-roof archive/2026
  mosaic move fix-the-roof buy-tiles projects/roof --dry-run

USAGE: mosaic move <ref folder> ... [--dry-run] [--no-commit] [--json]
       [--color <when>] [--vault <dir>]

ARGUMENTS:
  <ref folder>            The entities, and the folder they go to.

OPTIONS:
  -n, --dry-run           Show what would change, and change nothing.
  --no-commit             Leave the commit to you.
  --json                  Write one JSON object of what was changed, or would
                          be.
  --color <when>          Colour: auto, always (into a pipe as well, as on a
                          terminal) or never. (values: auto, always, never;
                          default: auto)
  -C, --vault <dir>       Work in the vault at this place.
  --version               Show the version.
  -h, --help              Show help information.
```

### mosaic rm

```
OVERVIEW: Removes an entity's file; its history stays.

'mosaic undo' brings it back; what no commit has yet is committed first. To set
something aside without removing it, give it a status that says so: 'mosaic set
REF status=archived'.

  mosaic rm an-old-note
  mosaic rm --where 'status:discarded updated>1y'

USAGE: mosaic rm [<references> ...] [--where <query>] [--yes] [--dry-run]
       [--no-commit] [--json] [--color <when>] [--vault <dir>]

ARGUMENTS:
  <references>            The entity; may be several.

OPTIONS:
  --where <query>         The entities that 'mosaic list' would show for this.
  -y, --yes               Do not ask before changing what --where finds.
  -n, --dry-run           Show what would change, and change nothing.
  --no-commit             Leave the commit to you.
  --json                  Write one JSON object of what was changed, or would
                          be.
  --color <when>          Colour: auto, always (into a pipe as well, as on a
                          terminal) or never. (values: auto, always, never;
                          default: auto)
  -C, --vault <dir>       Work in the vault at this place.
  --version               Show the version.
  -h, --help              Show help information.
```

### mosaic undo

```
OVERVIEW: Takes back your last change, or the one that you name.

Files become again what they were before the change, and what was changed in
them since stays. That is a commit of its own, so that nothing is lost: undone
once more, the change is back. Each 'undo' without a name goes one change
further back. What you did in an editor, and any commit of one parent, is undone
by its name.

  mosaic undo
  mosaic undo --dry-run
  mosaic undo HEAD

USAGE: mosaic undo [<commit>] [--dry-run] [--no-commit] [--json]
       [--color <when>] [--vault <dir>]

ARGUMENTS:
  <commit>                A commit, or the id of an operation; your last change
                          made by a command without one.

OPTIONS:
  -n, --dry-run           Show what would change, and change nothing.
  --no-commit             Leave the commit to you.
  --json                  Write one JSON object of what was changed, or would
                          be.
  --color <when>          Colour: auto, always (into a pipe as well, as on a
                          terminal) or never. (values: auto, always, never;
                          default: auto)
  -C, --vault <dir>       Work in the vault at this place.
  --version               Show the version.
  -h, --help              Show help information.
```

## Look

### mosaic agenda

```
OVERVIEW: Shows what is on: events, each time they come back, and what is to be
done.

The days are this week's, or those that you name: 'today', 'next week', 'month',
'7d' for seven days from today on, '2026-12-01..2026-12-05', and every other
date of a query. A week is drawn as a calendar where the terminal is wide
enough. Times are those of your clock, and UTC in JSON.

  mosaic agenda
  mosaic agenda next week
  mosaic agenda today..friday --where 'assignee:ann or type:event' --json

USAGE: mosaic agenda [<days> ...] [--where <query>] [--vault <dir>] [--stale]
       [--at <rev|date>] [--json] [--jsonl] [--format <template>]
       [--fields <fields>] [--null] [--color <when>]

ARGUMENTS:
  <days>                  The days; several words need no quotes.

OPTIONS:
  --where <query>         The entities that 'mosaic list' would show for this.
  -C, --vault <dir>       Work in the vault at this place.
  --stale                 Answer at once from the index as it is.
  --at <rev|date>         As it was then: a commit, a branch or a tag, or a date
                          ('2026-11-01', 'last month', '2w').
  --json                  Write one JSON object, {"data": …, "meta": …}.
  --jsonl                 Write one JSON object a line.
  --format <template>     Write each as the template says, such as
                          '{id}\t{title:30}'.
  --fields <fields>       Only these fields, in this order: 'id,title,due'; in
                          the table, or with --json or --jsonl.
  -0, --null              Write only paths, from where you are, each ended by a
                          NUL.
  --color <when>          Colour: auto, always (into a pipe as well, as on a
                          terminal) or never. (values: auto, always, never;
                          default: auto)
  --version               Show the version.
  -h, --help              Show help information.
```

### mosaic next

```
OVERVIEW: Shows the tasks that can be done now, the best first, and why.

Those that are open and wait for nothing, in the order of points: priority (high
6, medium 3); due or target (passed 6, today 5, within 3 days 4, 7 days 3, 30
days 1); scheduled (for today or before 4, for later -6); begun (3); each thing
that waits for it (2, at most 6); each 30 days of age (1, at most 3). Of equal
ones, the nearest target first. 'sort:' in the query gives another order, and
'limit:' another number than ten.

  mosaic next
  mosaic next assignee:ann --limit 3

USAGE: mosaic next [<query> ...] [--limit <n>] [--vault <dir>] [--stale]
       [--at <rev|date>] [--json] [--jsonl] [--format <template>]
       [--fields <fields>] [--null] [--color <when>]

ARGUMENTS:
  <query>                 What to ask for: 'status:open due<7d'. 'mosaic guide
                          query-reference' has it all.

OPTIONS:
  --limit <n>             At most so many; 0 for all. (default: 10)
  -C, --vault <dir>       Work in the vault at this place.
  --stale                 Answer at once from the index as it is.
  --at <rev|date>         As it was then: a commit, a branch or a tag, or a date
                          ('2026-11-01', 'last month', '2w').
  --json                  Write one JSON object, {"data": …, "meta": …}.
  --jsonl                 Write one JSON object a line.
  --format <template>     Write each as the template says, such as
                          '{id}\t{title:30}'.
  --fields <fields>       Only these fields, in this order: 'id,title,due'; in
                          the table, or with --json or --jsonl.
  -0, --null              Write only paths, from where you are, each ended by a
                          NUL.
  --color <when>          Colour: auto, always (into a pipe as well, as on a
                          terminal) or never. (values: auto, always, never;
                          default: auto)
  --version               Show the version.
  -h, --help              Show help information.
```

### mosaic review

```
OVERVIEW: Looks back: what was done, what slipped, what is stale, which ideas
wait.

Over the last seven days, or the days that you name: 'last week', 'last month',
'2w' for the last two weeks, '2026-11-01..2026-11-15'. What is done is what was
completed in those days and not opened again, as 'mosaic stats' counts it. What
waits (targets that passed, what is untouched for long, ideas) is told of days
that reach today; --at has it as of another day. --markdown writes a note that
can be kept in the vault.

  mosaic review
  mosaic review last month --where domain:garden
  mosaic review --markdown | mosaic daily -

USAGE: mosaic review [<days> ...] [--markdown] [--json] [--where <query>]
       [--color <when>] [--vault <dir>] [--stale] [--at <rev|date>]

ARGUMENTS:
  <days>                  The days; several words need no quotes.

OPTIONS:
  --markdown              Write Markdown, with links.
  --json                  Write one JSON object, {"data": …}.
  --where <query>         The entities that 'mosaic list' would show for this.
  --color <when>          Colour: auto, always (into a pipe as well, as on a
                          terminal) or never. (values: auto, always, never;
                          default: auto)
  -C, --vault <dir>       Work in the vault at this place.
  --stale                 Answer at once from the index as it is.
  --at <rev|date>         As it was then: a commit, a branch or a tag, or a date
                          ('2026-11-01', 'last month', '2w').
  --version               Show the version.
  -h, --help              Show help information.
```

## Ask

### mosaic list

```
OVERVIEW: Lists entities.

The first word may be a kind; everything else is a query, and what the options
say must hold too. What was dropped (archived, discarded), and the kinds
themselves, are listed where they are asked for by name, or with --all. What was
changed last comes first, and of what is found by words, what fits them best;
'sort:' or --sort puts something else first.

  mosaic list tasks status:open 'due<7d' sort:due
  mosaic list domain:garden tag:winter --json
  mosaic list '(priority:high or is:blocked) -assignee:ann'
  mosaic list @waiting

USAGE: mosaic list [<options>] [<query> ...]

ARGUMENTS:
  <query>                 What to ask for: 'status:open due<7d'. 'mosaic guide
                          query-reference' has it all.

OPTIONS:
  --status <status>       With this status or group of them; may be several:
                          'open,paused'.
  --domain <ref>          Of this domain.
  --project <ref>         Of this project.
  --tag <tag>             With this tag, or one below it; may be several.
  --priority <priority>   With this priority; may be several.
  --assignee <ref>        Assigned to this user.
  --sort <fields>         Sort by these fields, '-' before one for the greatest
                          first: 'due,-priority'.
  --limit <n>             At most so many; 0 for all.
  --all                   Also what was dropped, and the kinds.
  -C, --vault <dir>       Work in the vault at this place.
  --stale                 Answer at once from the index as it is.
  --at <rev|date>         As it was then: a commit, a branch or a tag, or a date
                          ('2026-11-01', 'last month', '2w').
  --json                  Write one JSON object, {"data": …, "meta": …}.
  --jsonl                 Write one JSON object a line.
  --format <template>     Write each as the template says, such as
                          '{id}\t{title:30}'.
  --fields <fields>       Only these fields, in this order: 'id,title,due'; in
                          the table, or with --json or --jsonl.
  -0, --null              Write only paths, from where you are, each ended by a
                          NUL.
  --color <when>          Colour: auto, always (into a pipe as well, as on a
                          terminal) or never. (values: auto, always, never;
                          default: auto)
  --version               Show the version.
  -h, --help              Show help information.
```

### mosaic count

```
OVERVIEW: Counts entities.

The same words as for 'mosaic list'. With --by, how many there are of each
value; what has several values of a field counts for each of them. What a field
names is counted by its title, and 'created' and 'updated' by their days.

  mosaic count tasks status:open
  mosaic count tasks --by status,priority

USAGE: mosaic count [<query> ...] [--by <fields>] [--all] [--vault <dir>]
       [--stale] [--at <rev|date>] [--json] [--jsonl] [--format <template>]
       [--fields <fields>] [--color <when>]

ARGUMENTS:
  <query>                 What to ask for: 'status:open due<7d'. 'mosaic guide
                          query-reference' has it all.

OPTIONS:
  --by <fields>           By the values of these fields: 'domain',
                          'type,status'.
  --all                   Also what was dropped, and the kinds.
  -C, --vault <dir>       Work in the vault at this place.
  --stale                 Answer at once from the index as it is.
  --at <rev|date>         As it was then: a commit, a branch or a tag, or a date
                          ('2026-11-01', 'last month', '2w').
  --json                  Write one JSON object, {"data": …, "meta": …}.
  --jsonl                 Write one JSON object a line.
  --format <template>     Write each as the template says, such as
                          '{id}\t{title:30}'.
  --fields <fields>       Only these fields, in this order: 'id,title,due'; in
                          the table, or with --json or --jsonl.
  --color <when>          Colour: auto, always (into a pipe as well, as on a
                          terminal) or never. (values: auto, always, never;
                          default: auto)
  --version               Show the version.
  -h, --help              Show help information.
```

### mosaic queries

```
OVERVIEW: Lists the queries that the vault keeps.

They are in '.mosaic/config.yaml', under 'queries'. '@' before its name asks
one, at any place of a query, as if it stood there in brackets; 'name=value'
behind it is for what it leaves open. Its order and limit are those of the
whole, unless it is a part of something.

  mosaic queries
  mosaic list @by-domain domain=garden
  mosaic list '(@today or @passed) -tag:someday'
  mosaic agenda --where '@by-domain domain="Garden"'

USAGE: mosaic queries [--vault <dir>] [--at <rev|date>] [--json] [--jsonl]
       [--format <template>] [--fields <fields>] [--color <when>]

OPTIONS:
  -C, --vault <dir>       Work in the vault at this place.
  --at <rev|date>         As it was then: a commit, a branch or a tag, or a date
                          ('2026-11-01', 'last month', '2w').
  --json                  Write one JSON object, {"data": …, "meta": …}.
  --jsonl                 Write one JSON object a line.
  --format <template>     Write each as the template says, such as
                          '{id}\t{title:30}'.
  --fields <fields>       Only these fields, in this order: 'id,title,due'; in
                          the table, or with --json or --jsonl.
  --color <when>          Colour: auto, always (into a pipe as well, as on a
                          terminal) or never. (values: auto, always, never;
                          default: auto)
  --version               Show the version.
  -h, --help              Show help information.
```

### mosaic pick

```
OVERVIEW: Lets you choose an entity on the terminal, and writes its reference.

With 'fzf' where it is installed, with a preview; else by number, or by words
that narrow the choice. The dialog is on the terminal and standard output has
the reference alone, so that it goes into other commands. Ends with exit code 1
where nothing is chosen.

  mosaic pick tasks status:open
  mosaic edit "$(mosaic pick)"
  mosaic done "$(mosaic pick tasks is:ready)"
  mosaic done $(mosaic pick --multi tasks is:ready)
  mosaic show --at 'last month' "$(mosaic pick --at 'last month')"

USAGE: mosaic pick [<query> ...] [--multi] [--all] [--color <when>]
       [--vault <dir>] [--stale] [--at <rev|date>]

ARGUMENTS:
  <query>                 What to ask for: 'status:open due<7d'. 'mosaic guide
                          query-reference' has it all.

OPTIONS:
  -m, --multi             Choose several, in 'fzf' with the tab key; each
                          reference is a line.
  --all                   Also what was dropped, and the kinds.
  --color <when>          Colour: auto, always (into a pipe as well, as on a
                          terminal) or never. (values: auto, always, never;
                          default: auto)
  -C, --vault <dir>       Work in the vault at this place.
  --stale                 Answer at once from the index as it is.
  --at <rev|date>         As it was then: a commit, a branch or a tag, or a date
                          ('2026-11-01', 'last month', '2w').
  --version               Show the version.
  -h, --help              Show help information.
```

### mosaic show

```
OVERVIEW: Shows an entity: its fields, text, relations, backlinks and recent
activity.

An entity is named by its id, its path, its file's name, its title, an alias or
the beginning of its id, in this order; each can stand behind its kind, as in
'task/fix-the-roof'. A path is one in the vault, or one from where you are.

  mosaic show fix-the-roof
  mosaic show 7k3m --json

USAGE: mosaic show <reference> [--brief] [--json] [--color <when>]
       [--vault <dir>] [--stale] [--at <rev|date>]

ARGUMENTS:
  <reference>             The entity.

OPTIONS:
  --brief                 Leave the text out.
  --json                  Write one JSON object, {"data": …}.
  --color <when>          Colour: auto, always (into a pipe as well, as on a
                          terminal) or never. (values: auto, always, never;
                          default: auto)
  -C, --vault <dir>       Work in the vault at this place.
  --stale                 Answer at once from the index as it is.
  --at <rev|date>         As it was then: a commit, a branch or a tag, or a date
                          ('2026-11-01', 'last month', '2w').
  --version               Show the version.
  -h, --help              Show help information.
```

### mosaic search

```
OVERVIEW: Finds entities by the words of their titles, other names and texts,
the best first.

Every word has to be there, or one of those that 'or' joins. Words in quotes are
a phrase; '*' at the end of a word stands for any ending. Case and accents do
not count. Other names are aliases, the name of the file, and the description.
Languages without spaces between words (Chinese, Japanese, Thai) are found as
well. Other terms of the query language narrow the search. The kinds are found
where you ask for them: 'type:kind'.

  mosaic search solar panel
  mosaic search '(roof or gutter) leak'
  mosaic search '"raised bed"' 'garden*' type:note 'updated<30d'

USAGE: mosaic search [<options>] <words> ...

ARGUMENTS:
  <words>                 The words, and terms of a query.

OPTIONS:
  --kind <kind>           Of this kind.
  --status <status>       With this status or group of them; may be several:
                          'open,paused'.
  --domain <ref>          Of this domain.
  --project <ref>         Of this project.
  --tag <tag>             With this tag, or one below it; may be several.
  --priority <priority>   With this priority; may be several.
  --assignee <ref>        Assigned to this user.
  --limit <n>             At most so many; 0 for all.
  -C, --vault <dir>       Work in the vault at this place.
  --stale                 Answer at once from the index as it is.
  --at <rev|date>         As it was then: a commit, a branch or a tag, or a date
                          ('2026-11-01', 'last month', '2w').
  --json                  Write one JSON object, {"data": …, "meta": …}.
  --jsonl                 Write one JSON object a line.
  --format <template>     Write each as the template says, such as
                          '{id}\t{title:30}'.
  --fields <fields>       Only these fields, in this order: 'id,title,due'; in
                          the table, or with --json or --jsonl.
  -0, --null              Write only paths, from where you are, each ended by a
                          NUL.
  --color <when>          Colour: auto, always (into a pipe as well, as on a
                          terminal) or never. (values: auto, always, never;
                          default: auto)
  --version               Show the version.
  -h, --help              Show help information.
```

### mosaic checkboxes

```
OVERVIEW: Lists the open task boxes in the texts of entities.

A task box is an item of a list that begins with '[ ]', as '- [ ] Buy planks'.
Those of the entities are listed that 'mosaic list' shows for the same query, in
the order of paths and lines, or of the entities where the query sorts. '[x]'
and '[X]' are ticked; other marks ('[-]', '[/]', '[>]') are neither, and listed
with --all. 'mosaic done PATH:LINE' ticks one.

  mosaic checkboxes
  mosaic checkboxes tasks project:quiet-study --all
  mosaic checkboxes 'path:notes updated<30d' --fields place,heading,text

USAGE: mosaic checkboxes [<options>] [<query> ...]

ARGUMENTS:
  <query>                 What to ask for: 'status:open due<7d'. 'mosaic guide
                          query-reference' has it all.

OPTIONS:
  --checked               Those that are ticked.
  --all                   Every box with its mark, also of what was dropped, and
                          of the kinds.
  --status <status>       With this status or group of them; may be several:
                          'open,paused'.
  --domain <ref>          Of this domain.
  --project <ref>         Of this project.
  --tag <tag>             With this tag, or one below it; may be several.
  --priority <priority>   With this priority; may be several.
  --assignee <ref>        Assigned to this user.
  --sort <fields>         Sort the entities by these fields, '-' before one for
                          the greatest first: 'due,-priority'.
  --limit <n>             At most so many boxes; 0 for all. 'limit:' in the
                          query is of entities.
  -C, --vault <dir>       Work in the vault at this place.
  --stale                 Answer at once from the index as it is.
  --at <rev|date>         As it was then: a commit, a branch or a tag, or a date
                          ('2026-11-01', 'last month', '2w').
  --json                  Write one JSON object, {"data": …, "meta": …}.
  --jsonl                 Write one JSON object a line.
  --format <template>     Write each as the template says, such as
                          '{id}\t{title:30}'.
  --fields <fields>       Only these fields, in this order: 'id,title,due'; in
                          the table, or with --json or --jsonl.
  -0, --null              Write only paths, from where you are, each ended by a
                          NUL.
  --color <when>          Colour: auto, always (into a pipe as well, as on a
                          terminal) or never. (values: auto, always, never;
                          default: auto)
  --version               Show the version.
  -h, --help              Show help information.
```

### mosaic links

```
OVERVIEW: Lists the connections of an entity or attachment, or the targets that
do not exist.

Connections are typed relations, references of fields, and links of the text;
each with the place that states it. --mentions finds what could be linked: texts
that say the title or an alias, in files that nothing connects with the entity
yet.

  mosaic links fix-the-roof
  mosaic links fix-the-roof --mentions
  mosaic links --wanted

USAGE: mosaic links [<reference>] [--wanted] [--mentions] [--vault <dir>]
       [--stale] [--at <rev|date>] [--json] [--jsonl] [--format <template>]
       [--fields <fields>] [--null] [--color <when>]

ARGUMENTS:
  <reference>             The entity, or a file that links lead to.

OPTIONS:
  --wanted                The link targets that do not exist, those that are
                          named most often first.
  --mentions              What says the entity's title or an alias without a
                          link to it, the best first.
  -C, --vault <dir>       Work in the vault at this place.
  --stale                 Answer at once from the index as it is.
  --at <rev|date>         As it was then: a commit, a branch or a tag, or a date
                          ('2026-11-01', 'last month', '2w').
  --json                  Write one JSON object, {"data": …, "meta": …}.
  --jsonl                 Write one JSON object a line.
  --format <template>     Write each as the template says, such as
                          '{id}\t{title:30}'.
  --fields <fields>       Only these fields, in this order: 'id,title,due'; in
                          the table, or with --json or --jsonl.
  -0, --null              Write only paths, from where you are, each ended by a
                          NUL.
  --color <when>          Colour: auto, always (into a pipe as well, as on a
                          terminal) or never. (values: auto, always, never;
                          default: auto)
  --version               Show the version.
  -h, --help              Show help information.
```

### mosaic graph

```
OVERVIEW: Draws the graph of connections.

Around an entity, or of the whole vault. 'dot' is for Graphviz, 'mermaid' for
Markdown pages.

  mosaic graph garden --depth 2
  mosaic graph --where 'tasks project:kitchen-garden'
  mosaic graph --format dot | dot -Tsvg > vault.svg

USAGE: mosaic graph [<reference>] [--depth <n>] [--format <form>] [--json]
       [--where <query>] [--color <when>] [--vault <dir>] [--stale]
       [--at <rev|date>]

ARGUMENTS:
  <reference>             The entity in the middle.

OPTIONS:
  --depth <n>             How many steps away from it. (default: 1)
  --format <form>         text, dot, mermaid or json. (default: text) (values:
                          text, dot, mermaid, json)
  --json                  The same as --format json.
  --where <query>         The entities that 'mosaic list' would show for this.
  --color <when>          Colour: auto, always (into a pipe as well, as on a
                          terminal) or never. (values: auto, always, never;
                          default: auto)
  -C, --vault <dir>       Work in the vault at this place.
  --stale                 Answer at once from the index as it is.
  --at <rev|date>         As it was then: a commit, a branch or a tag, or a date
                          ('2026-11-01', 'last month', '2w').
  --version               Show the version.
  -h, --help              Show help information.
```

### mosaic path

```
OVERVIEW: Shows the shortest chain of connections between two entities.

Connections count in both directions; each step has a mark for its own. With -0,
the files from the first to the last. Ends with exit code 1 where there is no
chain.

  mosaic path fix-the-roof garden

USAGE: mosaic path <start> <end> [--vault <dir>] [--stale] [--at <rev|date>]
       [--json] [--jsonl] [--format <template>] [--fields <fields>] [--null]
       [--color <when>]

ARGUMENTS:
  <start>                 The entity to start from.
  <end>                   The entity to get to.

OPTIONS:
  -C, --vault <dir>       Work in the vault at this place.
  --stale                 Answer at once from the index as it is.
  --at <rev|date>         As it was then: a commit, a branch or a tag, or a date
                          ('2026-11-01', 'last month', '2w').
  --json                  Write one JSON object, {"data": …, "meta": …}.
  --jsonl                 Write one JSON object a line.
  --format <template>     Write each as the template says, such as
                          '{id}\t{title:30}'.
  --fields <fields>       Only these fields, in this order: 'id,title,due'; in
                          the table, or with --json or --jsonl.
  -0, --null              Write only paths, from where you are, each ended by a
                          NUL.
  --color <when>          Colour: auto, always (into a pipe as well, as on a
                          terminal) or never. (values: auto, always, never;
                          default: auto)
  --version               Show the version.
  -h, --help              Show help information.
```

### mosaic activity

```
OVERVIEW: Shows what happened, the newest first.

Read from the commit log, back to the first commit; what is not committed yet
comes first. Times can be days ('2026-11-01', 'yesterday', 'monday'), times
('2026-11-01T09:00'), periods ('last week', '2026-11'), or so far back ('7d',
'2w', '3m', '1y'). Of what --where finds, also what was dropped counts.

  mosaic activity --kind task --action completed --since 7d
  mosaic activity --where 'tasks project:quiet-study'
  mosaic activity --user ann --limit 0 --jsonl
  mosaic activity --follow

USAGE: mosaic activity <options>

OPTIONS:
  --kind <kind>           Of entities of this kind; may be several.
  --action <action>       Of this action ('completed'), or event
                          ('task.completed'); may be several.
  --user <ref>            By this user: a reference, or a pseudonym as the feed
                          shows it; may be several.
  --agent <ref>           By this agent: a reference, or a name that signed
                          commits; may be several.
  --session <ref>         In this session of an agent: a reference, a name that
                          signed commits, or its beginning: 's-2026*'; may be
                          several.
  --entity <ref>          Of this entity, which may be gone; may be several.
  -f, --follow            Go on, and show what happens as the vault's daemon
                          sees it.
  --where <query>         The entities that 'mosaic list' would show for this.
  --since <time>          From this time on: a day, a time, a period ('last
                          week'), or so far back ('7d', '2h').
  --until <time>          Up to and with this time; a day or a period counts
                          whole.
  --page <n>              The page, counted from 1. (default: 1)
  --limit <n>             So many on a page; 0 for all. (default: 50)
  -C, --vault <dir>       Work in the vault at this place.
  --stale                 Answer at once from the index as it is.
  --at <rev|date>         As it was then: a commit, a branch or a tag, or a date
                          ('2026-11-01', 'last month', '2w').
  --json                  Write one JSON object, {"data": …, "meta": …}.
  --jsonl                 Write one JSON object a line.
  --format <template>     Write each as the template says, such as
                          '{id}\t{title:30}'.
  --fields <fields>       Only these fields, in this order: 'id,title,due'; in
                          the table, or with --json or --jsonl.
  -0, --null              Write only paths, from where you are, each ended by a
                          NUL.
  --color <when>          Colour: auto, always (into a pipe as well, as on a
                          terminal) or never. (values: auto, always, never;
                          default: auto)
  --version               Show the version.
  -h, --help              Show help information.
```

### mosaic audit

```
OVERVIEW: Shows everything that happened to an entity, the newest first.

The entity may be gone: name it by its id, or by the last path that it had.

  mosaic audit fix-the-roof
  mosaic audit tasks/an-old-task.md --json

USAGE: mosaic audit <reference> [--page <n>] [--limit <n>] [--vault <dir>]
       [--stale] [--at <rev|date>] [--json] [--jsonl] [--format <template>]
       [--fields <fields>] [--null] [--color <when>]

ARGUMENTS:
  <reference>             The entity.

OPTIONS:
  --page <n>              The page, counted from 1. (default: 1)
  --limit <n>             So many on a page; 0 for all. (default: 50)
  -C, --vault <dir>       Work in the vault at this place.
  --stale                 Answer at once from the index as it is.
  --at <rev|date>         As it was then: a commit, a branch or a tag, or a date
                          ('2026-11-01', 'last month', '2w').
  --json                  Write one JSON object, {"data": …, "meta": …}.
  --jsonl                 Write one JSON object a line.
  --format <template>     Write each as the template says, such as
                          '{id}\t{title:30}'.
  --fields <fields>       Only these fields, in this order: 'id,title,due'; in
                          the table, or with --json or --jsonl.
  -0, --null              Write only paths, from where you are, each ended by a
                          NUL.
  --color <when>          Colour: auto, always (into a pipe as well, as on a
                          terminal) or never. (values: auto, always, never;
                          default: auto)
  --version               Show the version.
  -h, --help              Show help information.
```

### mosaic log

```
OVERVIEW: Shows the history of an entity's fields, the newest change first.

One line a field and change: what it was, and what it became. 'body' stands for
the text.

  mosaic log fix-the-roof
  mosaic log fix-the-roof --field status

USAGE: mosaic log <reference> [--field <name> ...] [--vault <dir>] [--stale]
       [--at <rev|date>] [--json] [--jsonl] [--format <template>]
       [--fields <fields>] [--null] [--color <when>]

ARGUMENTS:
  <reference>             The entity, which may be gone.

OPTIONS:
  --field <name>          Only this field; may be several: 'status,due'.
  -C, --vault <dir>       Work in the vault at this place.
  --stale                 Answer at once from the index as it is.
  --at <rev|date>         As it was then: a commit, a branch or a tag, or a date
                          ('2026-11-01', 'last month', '2w').
  --json                  Write one JSON object, {"data": …, "meta": …}.
  --jsonl                 Write one JSON object a line.
  --format <template>     Write each as the template says, such as
                          '{id}\t{title:30}'.
  --fields <fields>       Only these fields, in this order: 'id,title,due'; in
                          the table, or with --json or --jsonl.
  -0, --null              Write only paths, from where you are, each ended by a
                          NUL.
  --color <when>          Colour: auto, always (into a pipe as well, as on a
                          terminal) or never. (values: auto, always, never;
                          default: auto)
  --version               Show the version.
  -h, --help              Show help information.
```

### mosaic blame

```
OVERVIEW: Shows who set each field and relation of an entity to what it is.

One line a field: its value, who set it, when and in which commit; for several
relations one line each. 'body' stands for the text as a whole.

  mosaic blame fix-the-roof
  mosaic blame fix-the-roof --at 'last month'

USAGE: mosaic blame <reference> [--field <name>] [--vault <dir>] [--stale]
       [--at <rev|date>] [--json] [--jsonl] [--format <template>]
       [--fields <fields>] [--null] [--color <when>]

ARGUMENTS:
  <reference>             The entity.

OPTIONS:
  --field <name>          Only this field.
  -C, --vault <dir>       Work in the vault at this place.
  --stale                 Answer at once from the index as it is.
  --at <rev|date>         As it was then: a commit, a branch or a tag, or a date
                          ('2026-11-01', 'last month', '2w').
  --json                  Write one JSON object, {"data": …, "meta": …}.
  --jsonl                 Write one JSON object a line.
  --format <template>     Write each as the template says, such as
                          '{id}\t{title:30}'.
  --fields <fields>       Only these fields, in this order: 'id,title,due'; in
                          the table, or with --json or --jsonl.
  -0, --null              Write only paths, from where you are, each ended by a
                          NUL.
  --color <when>          Colour: auto, always (into a pipe as well, as on a
                          terminal) or never. (values: auto, always, never;
                          default: auto)
  --version               Show the version.
  -h, --help              Show help information.
```

### mosaic diff

```
OVERVIEW: Shows what became of the entities between two moments.

Both moments are a commit, a branch or a tag, or a date. Without a second one,
it is the present, with what is not committed yet. A date is the last commit no
later than its end; before the first commit nothing was there. A week, a month
or another stretch of days alone is what became of things in it. Of a query, the
same words as for 'mosaic list': what it finds in either moment, asked of each
as it was, what was dropped included; and the relations and links of that.

  mosaic diff 7d
  mosaic diff 'last week' tasks domain:garden
  mosaic diff 2026-10-01..2026-11-01
  mosaic diff 'last week' --markdown
  mosaic diff main..idea-branch --json

USAGE: mosaic diff <a..b> [<query> ...] [--markdown] [--json] [--color <when>]
       [--vault <dir>] [--stale]

ARGUMENTS:
  <a..b>                  From when, and until when: 'A..B', or 'A' alone for
                          until now.
  <query>                 What to ask for: 'status:open due<7d'. 'mosaic guide
                          query-reference' has it all.

OPTIONS:
  --markdown              Write Markdown, for a review or a message.
  --json                  Write one JSON object, {"data": …}.
  --color <when>          Colour: auto, always (into a pipe as well, as on a
                          terminal) or never. (values: auto, always, never;
                          default: auto)
  -C, --vault <dir>       Work in the vault at this place.
  --stale                 Answer at once from the index as it is.
  --version               Show the version.
  -h, --help              Show help information.
```

### mosaic stats

```
OVERVIEW: Shows how work goes: what gets done a week, how long things take, and
where.

The same words as for 'mosaic list', and what was dropped is among the answers.
What was completed counts in the week in which it was, and no more once it is
opened again. Times in a status are the median and the 90th percentile: nine of
ten took no longer. What is in an open or paused status still counts until now.
A domain has what states it, and what states none and is of a project of it.

  mosaic stats tasks
  mosaic stats tasks domain:garden --weeks 26
  mosaic stats projects --at 'last year' --json

USAGE: mosaic stats [<query> ...] [--weeks <n>] [--json] [--color <when>]
       [--vault <dir>] [--stale] [--at <rev|date>]

ARGUMENTS:
  <query>                 What to ask for: 'status:open due<7d'. 'mosaic guide
                          query-reference' has it all.

OPTIONS:
  --weeks <n>             So many weeks, the present one among them. (default:
                          12)
  --json                  Write one JSON object, {"data": …}.
  --color <when>          Colour: auto, always (into a pipe as well, as on a
                          terminal) or never. (values: auto, always, never;
                          default: auto)
  -C, --vault <dir>       Work in the vault at this place.
  --stale                 Answer at once from the index as it is.
  --at <rev|date>         As it was then: a commit, a branch or a tag, or a date
                          ('2026-11-01', 'last month', '2w').
  --version               Show the version.
  -h, --help              Show help information.
```

### mosaic sql

```
OVERVIEW: Answers a statement of SQL, over documented views; it can only read.

The language is SQLite's. Times are texts in UTC, '2026-11-20T18:12:44Z'. '-'
reads the statement from standard input; Ctrl-C ends one that takes too long.
With --at the views are as they were, and 'now' is that moment. 'mosaic guide
sql-views' describes the views.

  mosaic sql 'select type, count(*) from entities group by type'
  mosaic sql --at 'last month' "select count(*) from entities where type =
    'task'"
  mosaic sql --views
  mosaic sql --json - < report.sql

USAGE: mosaic sql [<statement> ...] [--views] [--vault <dir>] [--stale]
       [--at <rev|date>] [--json] [--jsonl] [--format <template>]
       [--fields <fields>] [--null] [--color <when>]

ARGUMENTS:
  <statement>             The statement; '-' for standard input.

OPTIONS:
  --views                 List the views and their columns.
  -C, --vault <dir>       Work in the vault at this place.
  --stale                 Answer at once from the index as it is.
  --at <rev|date>         As it was then: a commit, a branch or a tag, or a date
                          ('2026-11-01', 'last month', '2w').
  --json                  Write one JSON object, {"data": …, "meta": …}.
  --jsonl                 Write one JSON object a line.
  --format <template>     Write each as the template says, such as
                          '{id}\t{title:30}'.
  --fields <fields>       Only these fields, in this order: 'id,title,due'; in
                          the table, or with --json or --jsonl.
  -0, --null              Write only paths, from where you are, each ended by a
                          NUL.
  --color <when>          Colour: auto, always (into a pipe as well, as on a
                          terminal) or never. (values: auto, always, never;
                          default: auto)
  --version               Show the version.
  -h, --help              Show help information.
```

### mosaic guide

```
OVERVIEW: Shows a page of the guide, or lists its pages.

The guide is in the program, so that it is there in any vault, and outside of
one. A topic is the first word of a line of the list, or its beginning.

  mosaic guide
  mosaic guide query-reference
  mosaic guide asking --json

USAGE: mosaic guide [<topic> ...] [--json] [--jsonl] [--format <template>]
       [--fields <fields>] [--color <when>]

ARGUMENTS:
  <topic>                 The page.

OPTIONS:
  --json                  Write one JSON object, {"data": …, "meta": …}.
  --jsonl                 Write one JSON object a line.
  --format <template>     Write each as the template says, such as
                          '{id}\t{title:30}'.
  --fields <fields>       Only these fields, in this order: 'id,title,due'; in
                          the table, or with --json or --jsonl.
  --color <when>          Colour: auto, always (into a pipe as well, as on a
                          terminal) or never. (values: auto, always, never;
                          default: auto)
  --version               Show the version.
  -h, --help              Show help information.
```

## Keep

### mosaic watch

```
OVERVIEW: Keeps the index current from file system events, until it is stopped.

Nothing needs it: every question brings the index up to date by itself. With it,
questions find that done already. With --commit-after it commits what you left
uncommitted, once nobody has written for that long; never a file with a merge
conflict, and never during a merge or a rebase, or where no branch is checked
out. It stops with the terminal that it was started on; without one, the signal
HUP has it look at everything anew.

  mosaic watch --commit-after 5m
  mosaic watch --status

USAGE: mosaic watch [--commit-after <time>] [--status] [--stop] [--install]
       [--log-level <level>] [--json] [--vault <dir>]

OPTIONS:
  --commit-after <time>   Commit once it has been quiet for so long: '5m',
                          '90s'.
  --status                Say how the vault's daemon is; exit code 1 where there
                          is none.
  --stop                  Stop the vault's daemon.
  --install               Have the daemon started with your session: a systemd
                          user unit, or a launchd agent.
  --log-level <level>     trace, debug, info, notice, warning, error or
                          critical. (values: trace, debug, info, notice,
                          warning, error, critical; default: info)
  --json                  Write the status as JSON, {"data": …}; null where
                          there is no daemon.
  -C, --vault <dir>       Work in the vault at this place.
  --version               Show the version.
  -h, --help              Show help information.
```

### mosaic check

```
OVERVIEW: Lists everything in the vault that may want mending, with file, line
and column.

Ends with exit code 1 where there is an error; warnings alone end with 0. --fix
gives a new id to the younger of two files that have the same, and makes the
next of a recurring task that was completed in an editor. Where two machines
completed the same task and made the next in two places, it removes one of the
two files, if they are the same to the byte. A recurrence in words becomes its
rule ('every week' is 'FREQ=WEEKLY'), and 'tags: #a #b', which YAML takes for a
comment, a list.

  mosaic check
  mosaic check --sarif > mosaic.sarif

USAGE: mosaic check <options>

OPTIONS:
  --fix                   Mend what can be mended without a decision.
  --sarif                 Write SARIF 2.1.0, for editors and code hosts.
  -n, --dry-run           Show what would change, and change nothing.
  --no-commit             Leave the commit to you.
  -C, --vault <dir>       Work in the vault at this place.
  --stale                 Answer at once from the index as it is.
  --at <rev|date>         As it was then: a commit, a branch or a tag, or a date
                          ('2026-11-01', 'last month', '2w').
  --json                  Write one JSON object, {"data": …, "meta": …}.
  --jsonl                 Write one JSON object a line.
  --format <template>     Write each as the template says, such as
                          '{id}\t{title:30}'.
  --fields <fields>       Only these fields, in this order: 'id,title,due'; in
                          the table, or with --json or --jsonl.
  -0, --null              Write only paths, from where you are, each ended by a
                          NUL.
  --color <when>          Colour: auto, always (into a pipe as well, as on a
                          terminal) or never. (values: auto, always, never;
                          default: auto)
  --version               Show the version.
  -h, --help              Show help information.
```

### mosaic index

```
OVERVIEW: Brings the index up to date.

Every question does this by itself: the command is for the first time in a large
vault, and to see what there was to do. The index can be deleted at any time;
nothing is only in it.

  mosaic index
  mosaic index --rebuild

USAGE: mosaic index [--rebuild] [--without-text] [--json] [--vault <dir>]

OPTIONS:
  --rebuild               Build it anew, beside the present one.
  --without-text          Leave the full-text index for the first search.
  --json                  Write one JSON object, {"data": …}.
  -C, --vault <dir>       Work in the vault at this place.
  --version               Show the version.
  -h, --help              Show help information.
```

### mosaic verify

```
OVERVIEW: Compares the index with one that is built anew, row by row.

Ends with exit code 1, and names the rows, where the two differ: that would be a
fault in Mosaic. 'mosaic index --rebuild' puts it right. What is kept of past
moments, as --at asks of them, is forgotten, and made anew where it is asked
for.

  mosaic verify

USAGE: mosaic verify [--json] [--vault <dir>]

OPTIONS:
  --json                  Write one JSON object, {"data": …}.
  -C, --vault <dir>       Work in the vault at this place.
  --version               Show the version.
  -h, --help              Show help information.
```

"""##),
("notes/guide/history.md", ##"""
---
id: m3xgj8bp
type: note
title: History
description: What the git log remembers, and how to ask it.
tags: [guide]
---
# History

Every commit counts. Mosaic compares the files of each with those before it, field by field, so that it knows who changed what,
when, and from what to what. There is nothing to switch on: it works for the time before you had Mosaic too.

- `mosaic activity` shows what happened, the latest first.
- `mosaic audit` shows everything that happened to one entity, which may be gone by now.
- `mosaic log` shows how the fields of an entity came to be what they are.

```
mosaic activity --kind task --action completed --since 2w
mosaic activity --user ann --limit 10
mosaic log write-the-talk --field due
```

A field that no file has any more can still be asked of the past, as in `was:mood=low`. A title that a heading gives counts as one that
the front matter states: `mosaic log roof --field title` tells what it was called.

Names come from `users/`, by the e-mail addresses there. Add an address and old commits are named as well. What you have not
committed yet shows as `uncommitted`; while a merge waits to be committed, what it brings in from the other side does not.

An entity with an `id` is its id, wherever the file lies. A file without one is its path: its history follows renames, and a path that
is used again after a rename is something new. Each branch goes by what it has itself, so that a file which one branch renames and
another edits under its old name has one history after the merge, and an edit is never told of something that got the name elsewhere.
A reference or a link that follows its entity to a new name, as `mosaic rename` has all of them do, is `updated`: nothing was linked
or assigned by that.

## As it was

`--at` asks any question of an earlier time: of a commit, a branch or a tag, or of a date, which means the last commit no later than
the end of it. Before the first commit there is nothing to ask of; `mosaic diff` tells then of everything that came since. Kinds, settings, links and the history are as they were, and `today` in a query is the day you ask of.

```
mosaic list tasks status:open --at 'last month'
mosaic show kitchen-garden --at 2026-11-24
mosaic blame write-the-talk
mosaic diff 7d
mosaic diff 7d tasks domain:garden
mosaic diff 'last week' --markdown
mosaic stats tasks --weeks 26
mosaic sql --at 'last month' 'select type, count(*) from entities group by type'
```

- `mosaic blame` shows who set each field and relation to what it is.
- `mosaic diff` shows what became of the entities between two moments: what is new, done, moved, changed or gone, and which links broke.
  Behind the moments may stand a query. It is asked of both, each as it was, and what either finds is told of, with its relations and links;
  so `tag:winter` tells of what got the tag and of what lost it. What is called otherwise in the other moment is found there all the same.
- `mosaic stats` shows how much gets done a week, in all and by domain, how long things take, and where the work goes.

What is done was completed by the commit that made it so, be that the first one which has its file, as where a vault is imported. A
completion stands until something is open or paused again: what was taken back counts nowhere, and what was done again counts where it
was done again. What was archived or deleted after it was done stays done. `mosaic stats` and `mosaic review` both count so; how long
something took is told of what was not done from the beginning.

What states no domain stands, in both, with that of its project.

A repository that borrows objects from another (`git clone --shared`, `objects/info/alternates`) is read together with it, as git
reads it: what is borrowed is seen only where a commit of yours leads to it. A clone that is not to depend on another is made with
`git clone --dissociate`.

The answers come from an index in `.git/mosaic/`, which `mosaic index` brings up to date and `mosaic verify` compares with one
made from nothing. It can be deleted at any time. The files and the log are the truth.

"""##),
("notes/guide/kinds-of-your-own.md", ##"""
---
id: dhm9v7hj
type: note
title: Kinds of your own
description: How to change a kind, and how to add one.
tags: [guide]
---
# Kinds of your own

Each kind of entity is described by a file in `kinds/`: its fields, their values, and what a new one looks like. Change
`kinds/task.md`, and tasks change. Add a file, and there is a new kind:

```yaml
---
type: kind
title: Book
stale_after: 60d
fields:
  status: {type: enum, values: {to_read: open, reading: open, read: done, given_up: dropped}, default: to_read}
  author: text
  lent_to: ref user
  finished: date
relations:
  sequel_of: {inverse: followed_by, acyclic: true}
template: |
  # {{title}}

  {{cursor}}
---
Books that we own, borrow, or mean to read.
```

Saved as `kinds/book.md`, this makes `mosaic list books` work, and `--status open` covers the books that are still to be read. Commit
the file before the first book, or with it: the history takes what is of a kind that a commit does not have for a note.

The values of a status belong to four groups: `open`, `paused`, `done` and `dropped`. Name the values as you like; the group says
what they mean.

What has a `start` and an `end`, each of them a day or a time, takes place as an event does: `mosaic agenda` and `on:` have it on each
of its days, and with a `recurrence` each time that it comes back.

A kind types the keys that it names. An entity may have any others, and those are never touched. `mosaic check` points at values
that do not fit, and says what would; a note that is one only because nothing says otherwise can hold what it likes. `kinds/kind.md`
lists all types.

"""##),
("notes/guide/linking.md", ##"""
---
id: pynhjpc2
type: note
title: Linking
description: Links in the text, references in the fields, and relations with a meaning.
tags: [guide]
---
# Linking

In the text, two brackets make a link: `[[watering]]`, or `[[watering|how we water]]` with words of your own. `[[watering#heading]]`
goes to a heading, `![[watering]]` shows the page in place. Ordinary Markdown links to files work as well; one that leads out of the
vault is left alone, but by `mosaic move`, which has it lead there still. `#water` is a tag, and
so is each entry of `tags` in the front matter; `tags: water, garden` is two of them, and `tag: water` one; where both stand, both count.

A Markdown link can name a label, `[how we water][w]` or `[w]`, whose target stands elsewhere in the file, on a line of its own:
`[w]: watering.md`. The link is where its words are. `mosaic rename` changes the target once, for all links that name the label; a
label that no link names is left as it is.

In the front matter, a field can point to another entity:

```yaml
project: kitchen-garden
depends_on: [build-the-raised-beds]
```

A name in a link or a field is read like this: a path with a slash leads from the file's own folder, else from the top of the vault (where
one that begins with a slash leads at once), else to a file whose path ends so. Anything else is an id, a file's name, a title or an
alias (so is the `agent_id` of an agent), in that order; of several files the nearest is meant, and of two as near neither.

Which fields do, the kind says; where it asks for a kind, an entity of that kind is meant. In any other field, a value in two
brackets is a link as in the text: `topics: ["[[watering]]"]`.

Some keys are *relations*, which mean something in both directions: what blocks this is what it is blocked by.

| relation | the other way round |
|---|---|
| `blocks` | `blocked_by` |
| `depends_on` | `required_by` |
| `parent` | `child` |
| `part_of` | `has_part` |
| `relates_to` | `relates_to` |
| `duplicates` | `duplicated_by` |
| `supersedes` | `superseded_by` |
| `derived_from` | `inspired` |

A relation that has a story of its own, a reason or a date, is a file itself: see [[the-soil-shaped-the-beds]].

- `mosaic links` shows what an entity points to, and what points to it.
- `mosaic graph` draws the neighbourhood of an entity.
- `mosaic path` finds the way from one entity to another.

- `mosaic links REF --mentions` finds what could be linked: texts that say the title or an alias of an entity, in files from which nothing leads
  to it yet.

A link to something that does not exist yet is fine. It is *wanted*, and `mosaic links --wanted` lists all of those. A link to a page that is
there, and to a heading or a block (`#^name`) that the page has not, is told by `mosaic check`, with the heading that is nearest. Headings
are compared by their letters and digits alone, so that `#Whats new`, `#what's-new` and `#whats-new` all lead to "What's new?".

"""##),
("notes/guide/query-reference.md", ##"""
---
id: 9kx2wd7r
type: note
title: Query reference
description: Every key of the query language, with its operators.
tags: [guide]
---
# Query reference

Made from the tables that queries are read by. [[asking|Asking]] shows the language by example.

```
query   = part { "or" part }
part    = term { [ "and" ] term }
term    = ( "not" | "-" ) term | "(" query ")" | words | key compare [ compare [ compare ] ] | "@" name
compare = operator value { "," value }
words   = a word, or words in double quotes; "*" behind them for any ending
value   = a word, or a text in double quotes; "*" behind it for any ending
```

Operators are `:` `=` `!=` `<` `<=` `>` `>=`. A query has at most 200 terms and 2000 values. In double quotes, `\"` is a quote and `\\` a backslash.

The first word of a query may be a kind: `tasks due<7d`. `@name` is a query that the vault keeps, in brackets, wherever a
term can stand; `parameter=value` beside it is for what it leaves open. A value that is a list means any of it: `was` and
`became` ask of each whether the one side of a change has it, and the other has not.

Behind a first comparison others can stand only where a key takes a field, or says "perhaps".

Keys are those below, and every field of every kind; `-` and `_` in them are the same. `field.` before a name means the field,
where a key has the same; so it does in `sort`, `has`, `--fields` and `--by`. A key in double quotes is a field as well: `"Due date"<7d`.

## Text

| key | operators | takes | what holds |
|---|---|---|---|
| `title` | `:` `=` `!=` | words | The title has these words: `title:roof`, `title:"solar panel"` |
| `body` | `:` `=` `!=` | words | The text below the front matter has these words: `body:clay` |

## The entity

| key | operators | takes | what holds |
|---|---|---|---|
| `type`, `kind` | `:` `=` `!=` | a kind | It is of this kind: `type:task`, `type:task,event` |
| `status` | all | a status, or a group of them | Its status, or the group of it: open, paused, done, dropped: `status:open`, `status:paused,on_hold` |
| `tag`, `tags` | `:` `=` `!=` | a text | It has this tag, or one below it: `tag:outdoors`, `-tag:someday` |
| `path` | `:` `=` `!=` | a text | Its file is there, or in this folder: `path:notes`, `path:notes/2026*` |
| `id` | `:` `=` `!=` | a text | Its id: `id:7k3m*` |
| `has` | `:` `=` `!=` | a field | Its file states this field; of `tags`, its text counts too: `has:due`, `-has:domain` |
| `checkboxes` | all | a number, or several in a row | So many task boxes (`- [ ]`, `- [x]`) are in its text: `checkboxes>=10`, `checkboxes:1..3` |
| `unchecked` | all | a number, or several in a row | So many of its task boxes have no mark yet: `unchecked>0`, `unchecked:0` |
| `on` | `:` `=` `!=` | a day, or several in a row | Its `due`, `scheduled`, `start` or `target` is on these days; an event each time that it comes back, on each of its days: `on:tomorrow`, `on:"next week"`, `on:2026-05-01..2026-05-07` |

## The graph

| key | operators | takes | what holds |
|---|---|---|---|
| `links-to` | `:` `=` `!=` | an entity, or how a name of it begins | A link, a field or a relation leads from it to this, or with `*` to anything: `links-to:kitchen-garden`, `links-to:*` |
| `linked-from`, `linked-by` | `:` `=` `!=` | an entity, or how a name of it begins | One leads from this, or with `*` from anything, to it: `linked-from:start-here`, `-linked-from:*` |
| `near` | `:` `=` `!=` | an entity, perhaps `~` and a number of steps | At most so many steps from this, one if it does not say, whatever the direction: `near:garden`, `near:kitchen-garden~2` |
| `reaches` | `:` `=` `!=` | an entity, perhaps `~` and a number of steps | Connections lead from it to this, through others too: `reaches:home`, `reaches:home~2` |
| `reached-from` | `:` `=` `!=` | an entity, perhaps `~` and a number of steps | Connections lead from this to it, through others too: `reached-from:start-here` |

## The history

| key | operators | takes | what holds |
|---|---|---|---|
| `created` | all | a time of the past | When it came to be: `created<7d`, `created:"last month"` |
| `updated` | all | a time of the past | When it changed last: `updated>30d`, `updated>=monday` |
| `age` | all | a length of time | How long ago it came to be: `age>90d` |
| `in-status` | all | a length of time | How long it has had the status that it has: `in-status>30d` |
| `changed` | `:` | a field, perhaps when | The field changed; behind it, perhaps when: `changed:status<7d`, `changed:body` |
| `was` | `:` | a field, its value, perhaps when | The field had this value once, and gave it up; behind it, perhaps when: `was:status=paused`, `was:priority=high<1y`, `was:due=2026-11-01..2026-11-15`, `was:tags=home` |
| `became` | `:` | a field, its value, perhaps when | The field got this value; behind it, perhaps when: `became:status=done>=2026-01-01` |
| `slipped` | `:` | a date field, perhaps how often | The date was put off, to a later day or a later time; behind it, perhaps how often: `slipped:due`, `slipped:due>=2` |
| `by` | `:` `=` `!=` | an entity, perhaps when | This person changed it; behind it, perhaps when: `by:ann`, `by:ann<7d` |
| `agent` | `:` `=` `!=` | an entity, perhaps when | This agent changed it; behind it, perhaps when. Without a time also: its field `agent` names it: `agent:librarian`, `agent:librarian>=2026-01-01` |
| `session` | `:` `=` `!=` | an entity, perhaps when | It was changed in this session of an agent, or in one whose name begins so; behind it, perhaps when: `session:s-2026*`, `session:s-2026*<30d` |

## States

| key | operators | takes | what holds |
|---|---|---|---|
| `is` | `:` `=` `!=` | a state | It is so: `is:ready`, `is:blocked,stale` |

## The answer

| key | operators | takes | what holds |
|---|---|---|---|
| `sort` | `:` `=` | fields | By what the answer is sorted, with `-` before a field for the greatest first: `sort:due,-priority` |
| `limit` | `:` `=` | a number | At most so many: `limit:20` |

## What can be so

| state | what it means |
|---|---|
| `is:blocked` | open or paused, and something that it depends on, however far, is open or paused itself |
| `is:ready` | open, and nothing that it depends on, however far, is open or paused |
| `is:orphan` | connected with nothing, in either direction, and no relationship itself |
| `is:wanted` | names something that does not exist |
| `is:stale` | open, and untouched for longer than its kind allows (`stale_after`) |
| `is:passed` | open or paused, and its `due` or `target` is behind us |
| `is:today` | neither done nor dropped, and its `due`, `scheduled`, `start` or `target` is today; an event each time that it comes back, on each of its days |
| `is:open` | of a status that means open |
| `is:paused` | of a status that means paused |
| `is:done` | of a status that means done |
| `is:dropped` | of a status that means dropped |

`overdue` is `passed`, also without `is:` before it; in quotes it is a word of a text.

## Fields by what they hold

| holds | operators | values |
|---|---|---|
| text | `:` `=` `!=` | the whole text; case does not count |
| number | all | a number, or a range: `3..5` |
| true or false | `:` `=` `!=` | `true` or `false` |
| day | all | a day: `2026-12-01`, `2026-12`, `today`, `friday`, `next friday`, `30 mar`, `7d`, `-2w`, `next month`, `2026-W50`, `eom`, or a range of them |
| day or time | all | a day as above, or a time: `now`, `2026-12-01T09:00`, `friday 9:30`, `tomorrow noon` |
| length of time | all | a length of time: `90m`, `2h30m`, `3d` |
| recurrence rule | `:` `=` `!=` | a rule, how one begins (`FREQ=WEEKLY*`), or a word for that: `weekly`, `biweekly`, `"every monday"` |
| reference | `:` `=` `!=` | an entity: its id, path, file stem, title or alias, or how one begins: `kitchen*` |
| one of some values | all | a value of the field, in the order of its kind, or the name of a group of them |
| a key that no kind names | all | what the text is, a number, or a day |

## Relations

| relation | inverse |
|---|---|
| `blocks` | `blocked_by` |
| `depends_on` | `required_by` |
| `parent` | `child` |
| `part_of` | `has_part` |
| `relates_to` | `relates_to` |
| `duplicates` | `duplicated_by` |
| `supersedes` | `superseded_by` |
| `derived_from` | `inspired` |

## Sorting

By every field, and by `id`, `type`, `title`, `path`, `created`, `updated`, `age`, `in-status`, `when`, `group`, `checkboxes`, `unchecked`. `when` is the first of `due`, `scheduled`, `target` and `start`; `group` goes by open, paused, done and dropped. What has no value comes last. Without `sort:` what was changed last comes first, and where words are asked for, what fits them best; what is equal is in the order of paths.

"""##),
("notes/guide/sql-views.md", ##"""
---
id: w5t0kq3b
type: note
title: SQL views
description: Every view of mosaic sql, with its columns.
tags: [guide]
---
# SQL views

`mosaic sql` answers a statement in [SQLite's language](https://www.sqlite.org/lang_select.html) over the views below. It can read
them and nothing else; columns are only ever added to them. Statements see the work tree as it is now, and all of the history;
with `--at`, both as they were then, and `now` in SQLite's date functions is that moment.

A `time` is a text in UTC, to the second, that sorts and goes into SQLite's date functions: `2026-11-20T18:12:44Z`. A `flag` is 1 or 0.
`json` is a text for `json_each` and `json_extract`. Paths begin at the vault's folder. `user_id` is the id of a user, or a
pseudonym that stands for one author and says nothing of them.

## entities

Every entity as it is now; with `--at`, as it was.

| column | type | what it is |
|---|---|---|
| `id` | text | The id; the path, where the file has none |
| `type` | text | The kind |
| `title` | text | The title |
| `path` | text | The file; no two entities have the same |
| `status` | text | The status, stated or by the kind |
| `status_group` | text | What the status means: open, paused, done or dropped |
| `tags` | json | A list of the tags, of the front matter and the text |
| `created_at` | time | As the file states it, without Z where it names no zone; else the first activity |
| `updated_at` | time | As the file states it, without Z where it names no zone; else the last activity |
| `is_malformed` | flag | Whether the file cannot be read as it was meant |

```
mosaic sql "SELECT type, count(*) FROM entities WHERE status_group = 'open' GROUP BY type"
```

## fields

Every field of the front matter, and what a kind gives where the file states nothing.

| column | type | what it is |
|---|---|---|
| `entity_id` | text | The entity |
| `path` | text | Its file |
| `name` | text | The field |
| `value` | any | The value; of a list or a mapping its JSON |
| `json` | json | The value, whatever it is; `json_each(json)` gives the items of a list |
| `number` | number | The first value as a number: lengths of time in seconds, values of an enumeration by their place |
| `moment` | text | The first value as a time: with Z in UTC, where it is bound to an offset or a time zone; else as clocks show it where the person is |
| `is_stated` | flag | Whether the file has it, be it empty, and not only the kind |

```
mosaic sql "SELECT e.title, f.value FROM entities e JOIN fields f USING (path) WHERE f.name = 'due'"
```

## links

Whatever names something: links of texts, references in fields, typed relations.

| column | type | what it is |
|---|---|---|
| `category` | text | link, reference or relation |
| `name` | text | links_to, the field, or the relation in its first direction |
| `source_id` | text | The entity that it leads from; NULL where that does not exist |
| `source_path` | text | Its file |
| `target_id` | text | The entity that it leads to; NULL where that does not exist |
| `target_path` | text | Its file; also of what is no entity, such as a picture |
| `source_text` | text | The source as it is written; its path where it is the file itself |
| `target_text` | text | The target as it is written; its path where it is the file itself |
| `is_wanted` | flag | Whether what is written does not exist |
| `path` | text | The file that states it |
| `line` | integer | Where, counted from 1 |
| `column` | integer | Where in the line, in characters, counted from 1 |

```
mosaic sql "SELECT target_text, count(*) FROM links WHERE is_wanted GROUP BY 1 ORDER BY 2 DESC"
```

## relations

Typed relations between two entities that exist.

| column | type | what it is |
|---|---|---|
| `name` | text | The relation in its first direction: depends_on, blocks, parent, part_of … |
| `source_id` | text | The entity that it leads from |
| `source_path` | text | Its file |
| `target_id` | text | The entity that it leads to |
| `target_path` | text | Its file |
| `path` | text | The file that states it |
| `line` | integer | Where, counted from 1 |

```
mosaic sql "SELECT source_path, target_path FROM relations WHERE name = 'depends_on'"
```

## checkboxes

The task boxes of texts, `- [ ]` and `- [x]`.

| column | type | what it is |
|---|---|---|
| `entity_id` | text | The entity |
| `path` | text | Its file |
| `line` | integer | Where, counted from 1; no line has two |
| `column` | integer | Where in the line, in characters, counted from 1 |
| `mark` | text | A space where it is open, x or X where it is ticked; else what stands there |
| `text` | text | The rest of the line |
| `heading` | text | The nearest heading above; NULL where none is |

```
mosaic sql "SELECT path, count(*) FROM checkboxes WHERE mark = ' ' GROUP BY path ORDER BY 2 DESC"
```

## activity

What happened, back to the first commit; what is not committed yet included.

| column | type | what it is |
|---|---|---|
| `number` | integer | What `changes.activity` names; it may be another tomorrow |
| `id` | text | The same on every machine |
| `event` | text | The kind and the action: task.completed |
| `action` | text | created, updated, completed … |
| `entity_type` | text | The kind of the entity at that time |
| `entity_id` | text | The entity |
| `title` | text | Its title at that time |
| `path` | text | Its file at that time |
| `user_id` | text | Who: a user, or a pseudonym; never a name or an address |
| `agent_id` | text | The agent, where one was at work |
| `session_id` | text | The session of that agent |
| `via` | text | cli, watch, or what another program signs with; NULL for git itself |
| `operation_id` | text | What one command did bears one id |
| `commit_id` | text | The commit in full, or uncommitted |
| `created_at` | time | When, by the commit's author |
| `lines_added` | integer | Lines of the text below the front matter |
| `lines_removed` | integer | The same |

```
mosaic sql "SELECT user_id, count(*) FROM activity WHERE action = 'completed' GROUP BY user_id"
```

## changes

Which fields each activity changed.

| column | type | what it is |
|---|---|---|
| `activity` | integer | The number of the activity |
| `field` | text | The field; links for what the text links to |
| `before` | any | What it was; NULL for nothing, JSON for a list or a mapping |
| `after` | any | What it became, likewise |

```
mosaic sql "SELECT a.created_at, a.title, c.before, c.after FROM changes c JOIN activity a ON a.number = c.activity WHERE c.field = 'due'"
```

## commits

The commits that HEAD reaches, and what is not committed yet.

| column | type | what it is |
|---|---|---|
| `id` | text | The commit in full, or uncommitted |
| `subject` | text | The first line of its message |
| `user_id` | text | Who: a user, or a pseudonym; never a name or an address |
| `agent_id` | text | The agent, where one was at work |
| `session_id` | text | The session of that agent |
| `via` | text | cli, watch, or what another program signs with; NULL for git itself |
| `operation_id` | text | What one command did bears one id |
| `authored_at` | time | When, by the commit's author |

```
mosaic sql "SELECT strftime('%Y-%W', authored_at) AS week, count(*) FROM commits GROUP BY week"
```

## diagnostics

What `mosaic check` says.

| column | type | what it is |
|---|---|---|
| `code` | text | What is wrong: unknown-reference |
| `severity` | text | error, warning or info |
| `message` | text | The sentence for people |
| `path` | text | The file |
| `line` | integer | Where, counted from 1; NULL for the file as a whole |
| `column` | integer | Where in the line, in characters, counted from 1 |

```
mosaic sql "SELECT code, count(*) FROM diagnostics GROUP BY code"
```

"""##),
("notes/guide/start-here.md", ##"""
---
id: yfyxdhhp
type: note
title: Start here
description: What this folder is, and the first few things to try.
tags: [guide]
---
# Start here

This is a *vault*: a folder of Markdown files in a git repository. Every file is one thing: a task, an idea, an event, a
note. Mosaic reads the files and the git log, and answers questions about both. The files are all there is; everything
else can be made again from them.

The people here, [[ann|Ann]] and [[ben|Ben]], and their [[kitchen-garden|garden]] are an example. Look around, change things,
and delete what you no longer need. `mosaic init --empty` makes a vault without them.

Try these:

```
mosaic list tasks status:open sort:due
mosaic show kitchen-garden
mosaic capture "A bench under the apple tree"
mosaic done clear-the-gutter
mosaic activity
```

Then read on, in any order, here or anywhere else: `mosaic guide` lists these pages and `mosaic guide asking` shows one, in a vault
without them too.

- [[writing-entities|Writing entities]]: what a file looks like
- [[linking|Linking]]: how files point to one another
- [[asking|Asking]]: the query language, lists, searches and the graph
- [[answers|Answers]]: tables, JSON and templates, and what stands in them
- [[history|History]]: what the git log remembers for you
- [[kinds-of-your-own|Kinds of your own]]: books, recipes, whatever you keep
- [[query-reference|Query reference]]: every key of the query language
- [[sql-views|SQL views]]: tables for questions that the query language cannot ask
- [[watching|Watching]]: a daemon, for large vaults and many at once
- [[commands|Commands]]: every command with its options

"""##),
("notes/guide/watching.md", ##"""
---
id: 8wbc3h5m
type: note
title: Watching
description: A daemon that keeps the index current, and commits for you if you like.
tags: [guide]
---
# Watching

Every question brings the index up to date by itself, so that nothing has to run in the background. In a large vault, or when several
programs ask at once, a daemon has that done before the question comes:

```
mosaic watch                      # until Ctrl-C
mosaic watch --commit-after 5m    # and commit what is left uncommitted, once nobody has written for five minutes
mosaic watch --status             # exit code 0 where one is alive, 1 where not
mosaic watch --stop
mosaic watch --install            # have it started with your session
```

It stops with the terminal that it was started on. Without one, as with `nohup` or as a service, the signal `HUP` has it look at
everything anew.

While it runs, questions trust it: they ask it to be current, and it looks only at what changed. Without it, or where it was killed, they
look for themselves.

`--commit-after` writes commits such as `3 tasks completed, 1 idea captured`. It leaves out files with merge conflicts, files
that cannot be read and what editors leave beside a file (`note.md~`), and does nothing during a merge or a rebase, or where no branch is
checked out.

To see what happens as it happens, in a second terminal:

```
mosaic activity --follow
mosaic activity --follow --kind task --jsonl
```

What is not committed yet is told as `uncommitted`, and again once it has a commit.

Several people, programs and agents can work in a vault at the same time. A command that finds a file changed since it was read
says so and overwrites nothing.

"""##),
("notes/guide/writing-entities.md", ##"""
---
id: rr4nhyve
type: note
title: Writing entities
description: What a file looks like, and the commands that write one.
tags: [guide]
---
# Writing entities

An entity is a Markdown file. The lines between the two `---` are its fields; the rest is yours.

```yaml
---
id: 7k3m9q2x
type: task
title: Fix the roof
due: 2026-12-01
project: garden-shed
---
The ladder is at Ben's.
```

- `type` says what kind of thing it is. A file without a known one is a note.
- `id` stays the same for good, so that the file can be renamed and moved. `mosaic new` makes one; a file without one is known by
  its path. A file that loses its id begins a history of its own: `mosaic check` tells of it, with the id that it had.
- `title` may be left out: then the first heading is the title, or else the file's name.
- Every other key is a field. The kind knows some of them, and any you add are kept and can be asked for. The fields of each
  kind are described in `kinds/`.
- What is text for the kind, a reference or one of its values, is what you write: an id of `00123456` and an edition of `1.10` need no
  quotes. A number in a field of your own is shown as you wrote it, and compared as the number that it is; `mosaic set` and `--set` write it as
  you type it (`0.90`, `1e3`), but for one with zeros in front: `01234` is a text.
- When something came to be, and when it was changed last, the history knows. `created` and `updated` say it in its place: a day is that
  day everywhere, a time without an offset one of your own clocks.

Every Markdown file is part of the vault, but for what git ignores, what a `.mosaicignore` names (in the form of a `.gitignore`),
and what has a name that begins with a dot, or is in a folder that has.

Write files in your editor, or from the command line:

| command | what it does |
|---|---|
| `mosaic new` | makes an entity of any kind; `--text` gives it a text |
| `mosaic capture` | keeps an idea, with no questions asked |
| `mosaic promote` | makes a task or a project of an idea |
| `mosaic set` | changes fields |
| `mosaic append` | adds to the text, at its end or under a heading |
| `mosaic daily` | opens the note of a day, or adds to it: `mosaic daily "- Planted the garlic"`. A kind of your own that is called `daily` gives it a folder and a template |
| `mosaic done` | marks as done: an entity, or a box of a text |
| `mosaic edit` | opens the file in your editor |
| `mosaic rename` | changes the name, and every link to it |
| `mosaic move` | moves the file to another folder, and keeps every link leading where it led |
| `mosaic rm` | removes the file; its history stays |
| `mosaic undo` | takes back your last change, or the commit that you name |

Days can be said in words, which become the day that they mean: `mosaic set fix-the-roof due=friday`, `due=+2w`, `completed_on=yesterday`,
`due='in 3 days'`, `scheduled='next week'` for its first day; a time can stand behind one: `start='tomorrow 9:30'`, `'friday 2pm'`. All that
[[asking]] says of days can be said here; `start=now` is this minute, and `due=now` today; a time of what
is no event, as `ended=now` of a session, is written to the second with its offset, so that it is the same time on every machine. Beside a `start`, `end=15:00` is a time on its day, and `end=+1h` is an hour after it. In
the name of a kind and in a value that the kind names, case does not count, and `-` is `_`: `status=in-progress`. Commas part the items
that `+=` adds to a list and `-=` takes out, in fields of your own too; what `=` gives a field of your own is a text with its commas, unless
a list stands there.

The words of a title set nothing: `mosaic new task Call the bank due=friday` is refused, with `--set due=friday` for it, and the same in quotes
is a title, of which you are told.

A command changes only the bytes that it has to: comments, quotes and the order of lines stay as you wrote them. Then it
commits exactly the files that it touched. With `commit: off` in `.mosaic/config.yaml`, or with `--no-commit`, the commit is
left to you. What you had written in these files and not committed yet is committed first, by itself, so that the command's commit has what
the command did and no more; `edit` alone commits all that its file has. What somebody else commits to a file while you have it open in
`mosaic edit` is kept beside what you wrote, or you are told.

`mosaic undo` takes such a commit back: files become again what they were before it, while what was changed in them since stays. Each further
`undo` goes one change further back. It is a commit itself, which `mosaic undo COMMIT` takes back in turn, and so does it any other commit of
one parent, be it one of yours in an editor; `--dry-run` shows what would become of the files. Where the same field, or the same lines of
the text, have been changed since, nothing is done, and the files are named.

## Who signs

A change is committed in your own name. An agent that works in the vault says who it is by its environment: `MOSAIC_AGENT` names it, by
the `agent_id` or the `id` of its entity, and `MOSAIC_SESSION` the session that it works in. Both become trailers of the commits
(`Mosaic-Agent`, `Mosaic-Session`), beside the name of the person for whom it works. Neither has to be the name of an entity.

```
export MOSAIC_AGENT=librarian MOSAIC_SESSION=links-for-the-garden-notes
mosaic set watering tags+=garden
mosaic activity --agent librarian
mosaic show librarian
```

## Boxes

An item of a list that begins with `[ ]` is a task box, in whatever file it stands: `- [ ] Oil the hinges`. `[x]` and `[X]` are ticked. Any
other mark, such as `[-]`, `[/]` or `[>]`, means what you mean by it: such a box is neither open nor ticked.

`mosaic checkboxes` lists the open ones with their places, of everything or of what a query finds; `--checked` lists those that are ticked, and
`--all` every one with its mark. `mosaic done` with a place ticks the box there, and `--untick` opens it again: its mark is all that
changes. Several are one commit, and entities may be among them.

```
mosaic checkboxes
mosaic checkboxes projects --all --sort target
mosaic checkboxes 'tasks is:ready' --fields place,text,due
mosaic done projects/quiet-study.md:20
mosaic done projects/quiet-study.md:20 --untick
mosaic list 'unchecked>0' sort:-unchecked --fields title,unchecked,checkboxes
```

## What comes back

`recurrence` says by an iCalendar rule how a task or an event comes back: `FREQ=WEEKLY;BYDAY=SA` is every Saturday,
`FREQ=MONTHLY;BYDAY=-1FR` the last Friday of each month, `FREQ=YEARLY` once a year on the same day. `INTERVAL=2` is every other one;
`COUNT=10` or `UNTIL=20271231` ends it. A day that a month has not is left out: `FREQ=MONTHLY` from a 31st on skips the short months,
and `FREQ=MONTHLY;BYMONTHDAY=-1` is the last day of each. On a command line `recurrence=weekly` stands for `FREQ=WEEKLY`; so do `daily`, `monthly`,
`quarterly` and `yearly` for theirs, `biweekly` for every other week, `weekdays` and `weekends`, and what begins with `every`: `'every 2
weeks'`, `'every other month'`, `'every monday and thursday'`. For an event, `exdate` names the days on which it does not take place after all.

With a `timezone`, such as `America/New_York`, an event is where its clocks are: it comes back at the same time there, in summer
and in winter, and `mosaic agenda` and every query take it for what your own clock shows then. What is `all_day`, or has only days,
is on the same days everywhere. A time that clocks leave out when summer begins is as much later as they are set forward there; an event
without a zone, that comes back never, is shown as you wrote it.

An event has one file, and `mosaic agenda` shows each time. A task has a file for each time: `mosaic done` completes the one, and
makes the next beside it in the same commit. So do `mosaic set status=completed` and `mosaic edit`, where you write that status. Each
of them writes the day into `completed_on`, and takes it out again where a task is open once more; of a session it is the time, in `ended`.

- The next has the day in its name, `water-the-house-plants-2026-12-05.md`, and an id of its own; what names no day has that id in
  its name, so that git shows where two machines did it on different days.
- `due` moves to the next day of the rule after the one that was due, even where you were late, and `scheduled` moves as far. Without a
  `due` the rule counts from `scheduled`, without either from the day on which it is done.
- Title, text, tags, fields of your own and what it is a part of are the same. Boxes in the text are open again. Status, `completed_on`,
  aliases and other relations are not taken over.
- All that came back go by one title, so that you name one of them by its file or its id: by that title, or by the name of a done one that
  an open one goes by as well, commands that change something list them with status and day. So they do for an idea and what it was
  promoted to. Of one that is done already `mosaic done` says which is to be done now. Where that one is archived or removed, nothing
  comes back any more, and you are told so.
- Two machines that complete the same task make the same file, so that there is one next after a merge. Where it is there already, none is
  made, whoever wrote it: what has the same title and the same rule and is due on that day is the next. Where one of them had moved the file, there are two; `mosaic check --fix` removes one, as long as they are the same to the byte
  and no link leads to both.
- What you complete in an editor of your own has no next: `mosaic check` tells of it, and `mosaic check --fix` makes it, unless you
  removed it.

## Names

To name an entity, give its id or the start of it, its path, its file's name, its title or an alias, of an agent also
its `agent_id`. Where several fit, Mosaic lists them and does not guess. `mosaic check` says where a file is not quite right.

What you name so, `mosaic set` and `mosaic new` write as you did, as long as it leads there from the file, where a path counts from the
file's own folder first, and of several files of one name the nearest is meant. Otherwise they write the file's name, the id, or the path
from the top of the vault: `relates_to: [/index.md]`.

`mosaic rename` gives the file a name in the style of the one that it has: `my_note.md` becomes `new_title.md`, `My note.md` `New title.md`,
and a name of one word the words of the title in lower case, joined by hyphens. A title that `mosaic set` changes renames nothing: it says
how many links went by the old one, and lead there no more.

In a folder of the vault, `mosaic move fix-the-roof .` is that folder, and `..` the one above; `/` is the top of the vault. Another name is
that of a folder in the one where you are, or else of one from the top on.

"""##),
("notes/outline-of-the-talk.md", ##"""
---
id: qemkan9f
type: note
title: Outline of the talk
status: draft
description: Why plain text lasts, in four steps.
project: library-talk
tags: [writing]
---
# Outline of the talk

1. The oldest file that I can still open
2. What we lost with the rest
3. A folder of plain pages, and a memory that comes with it
4. One small thing to start with this evening

Bring the shoebox of letters. They are the best argument.

"""##),
("notes/paint-for-the-study.md", ##"""
---
id: t60ja18m
type: note
title: Paint for the study
aliases: [Study colours]
project: quiet-study
---
| where | colour |
|---|---|
| walls | a warm white, matt |
| window and door | the green of the garden bench |
| shelves | oiled, not painted |

The tin in the shed is enough for the door. For the walls, see [[paint-the-study]].

"""##),
("notes/watering.md", ##"""
---
id: 9sfq4myt
type: note
title: Watering
status: draft
domain: garden
tags: [water]
---
Seldom and deep is better than often and little. A bed takes two cans, in the evening.

With [[rain-barrel-behind-the-shed]] we would hardly need the tap. #outdoors

"""##),
("notes/what-the-soil-is-like.md", ##"""
---
id: j2nf4kfx
type: note
title: What the soil is like
status: published
description: Clay in the north bed, better by the wall.
domain: garden
tags: [soil]
---
Heavy clay under the apple trees: it holds water for days and then cracks. By the south wall it is lighter, with rubble an
arm's length down.

- Dig as little as possible; build up instead. Hence the [[kitchen-garden|raised beds]].
- Leaves, always more leaves.
- Beans do not mind. Carrots do. #vegetables

"""##),
("projects/kitchen-garden.md", ##"""
---
id: sab5wp0t
type: project
title: Kitchen garden
status: active
priority: high
domain: garden
owner: ann
start: 2026-11-02
target: 2026-12-19
derived_from: raised-beds-by-the-wall
tags: [outdoors]
---
## What will be true when it is done

Two raised beds by the south wall, filled and planted, and water within reach of both.

## Notes

The beds follow from [[what-the-soil-is-like]]: the clay is too heavy to dig, so we build upwards. Water comes from
[[rain-barrel-behind-the-shed|the barrel]] one day; until then, the hose. See [[watering]].

"""##),
("projects/library-talk.md", ##"""
---
id: h2prhy61
type: project
title: A talk at the library
status: planning
priority: medium
domain: learning
owner: ann
target: 2026-12-10
tags: [writing]
---
## What will be true when it is done

Twenty people have heard why plain text lasts, and one of them has gone home and started a file.

## Notes

The day is fixed: [[evening-at-the-library]]. The thread of it is in [[outline-of-the-talk]].

"""##),
("projects/quiet-study.md", ##"""
---
id: 0c2jt6z4
type: project
title: A quiet study
status: active
priority: medium
domain: home
owner: ben
start: 2026-11-09
target: 2026-12-31
---
## What will be true when it is done

The box room has a desk by the window, shelves on the long wall, and a door that closes.

## Notes

- [x] Empty the room
- [x] Find out what the wall is made of
- [ ] Decide what goes where

The colours are in [[paint-for-the-study]].

"""##),
("relationships/the-barrel-and-the-beds.md", ##"""
---
id: ebqf302w
type: relationship
title: The barrel and the beds
source: rain-barrel-behind-the-shed
relation: relates_to
target: kitchen-garden
since: 2026-11-22
note: Not needed for the beds to be done, but it would make them easier to keep.
---

"""##),
("relationships/the-soil-shaped-the-beds.md", ##"""
---
id: wjan1dkx
type: relationship
title: The soil shaped the beds
source: kitchen-garden
relation: derived_from
target: what-the-soil-is-like
since: 2026-11-20
note: Raised beds, because the clay is too heavy to dig.
---

"""##),
("sessions/links-for-the-garden-notes.md", ##"""
---
id: qg45w8ka
type: session
title: Links for the garden notes
agent: librarian
status: completed
started: 2026-11-21T08:15:00Z
ended: 2026-11-21T08:19:30Z
summary: Linked the notes on soil and water to the project that they serve.
input_tokens: 9120
output_tokens: 640
---
Touched [[what-the-soil-is-like]] and [[watering]].

"""##),
("sessions/summary-of-the-soil-notes.md", ##"""
---
id: my2cw5p3
type: session
title: Summary of the soil notes
agent: librarian
status: completed
started: 2026-11-20T18:00:00Z
ended: 2026-11-20T18:12:44Z
task: summarise-the-soil-notes
summary: Ten notes became one page. Two of them disagreed about the rubble; both are kept.
input_tokens: 18240
output_tokens: 2310
---
The page is [[what-the-soil-is-like]].

"""##),
("sessions/titles-for-the-talk.md", ##"""
---
id: b5nm6mps
type: session
title: Titles for the talk
agent: librarian
status: abandoned
started: 2026-11-22T20:02:00Z
ended: 2026-11-22T20:05:10Z
summary: Stopped early; Ann had thought of a better one over supper.
input_tokens: 3050
output_tokens: 420
---
For [[outline-of-the-talk]].

"""##),
("tasks/build-the-raised-beds.md", ##"""
---
id: tk95rtx2
type: task
title: Build the raised beds
status: in_progress
priority: high
due: 2026-11-28
estimate: 1d
assignee: ben
project: kitchen-garden
depends_on: order-timber-for-the-beds
tags: [outdoors]
---
- [x] Cut the boards to length
- [ ] Screw the corners
- [ ] Line the insides

On [[garden-day]], if it stays dry.

"""##),
("tasks/clear-the-gutter.md", ##"""
---
id: m44jajxx
type: task
title: Clear the gutter
priority: high
due: 2026-11-25
estimate: 45m
assignee: ben
domain: home
tags: [outdoors]
---
The one over the back door. The [[rain-barrel-behind-the-shed|barrel]] will want a clean one too.

"""##),
("tasks/fill-the-beds.md", ##"""
---
id: 8e4p9h25
type: task
title: Fill the beds
due: 2026-12-02
estimate: 3h
assignee: ann
project: kitchen-garden
depends_on: [build-the-raised-beds]
blocks: [sow-the-broad-beans]
tags: [outdoors]
---
Twigs below, then leaves, then compost. [[what-the-soil-is-like]] says why.

"""##),
("tasks/find-a-desk.md", ##"""
---
id: vbe14jh9
type: task
title: Find a desk
status: paused
priority: low
assignee: ann
project: quiet-study
---
Paused until we know how deep the shelves are. 140 cm by 70 would do.

"""##),
("tasks/measure-the-south-wall.md", ##"""
---
id: 4hfrbc8e
type: task
title: Measure the south wall
status: completed
completed_on: 2026-11-14
assignee: ann
project: kitchen-garden
---
4.20 m from the downpipe to the corner, so two beds of 1.80 m with a path between.

"""##),
("tasks/order-timber-for-the-beds.md", ##"""
---
id: 4zpfyv21
type: task
title: Order timber for the beds
status: completed
completed_on: 2026-11-18
assignee: ben
project: kitchen-garden
depends_on: measure-the-south-wall
---
Larch, untreated. It came to less than we feared.

"""##),
("tasks/paint-the-study.md", ##"""
---
id: 1cgx5rq8
type: task
title: Paint the study
status: not_started
due: 2026-12-04
estimate: 2d
assignee: ben
project: quiet-study
blocks: [put-up-the-shelves]
---
Two coats. The shades are in [[paint-for-the-study]].

"""##),
("tasks/put-up-the-shelves.md", ##"""
---
id: d2t8gd1k
type: task
title: Put up the shelves
due: 2026-12-11
estimate: 4h
assignee: ben
project: quiet-study
---
The long wall is brick behind the plaster: the long screws, then.

"""##),
("tasks/rehearse-the-talk.md", ##"""
---
id: zg8gc893
type: task
title: Rehearse the talk
due: 2026-12-08
estimate: 1h30m
assignee: ann
project: library-talk
depends_on: [write-the-talk]
---
To Ben, to the cat, and once to the clock: twenty minutes at most.

"""##),
("tasks/sow-the-broad-beans.md", ##"""
---
id: ytvbdrz0
type: task
title: Sow the broad beans
due: 2026-12-05
estimate: 1h
assignee: ann
project: kitchen-garden
tags: [outdoors]
---
A hand apart, two knuckles deep.

"""##),
("tasks/summarise-the-soil-notes.md", ##"""
---
id: 1np3x1g8
type: task
title: Summarise the soil notes
status: completed
completed_on: 2026-11-20
assignee: librarian
creator: ann
domain: garden
---
Ten scraps of paper made one page: [[what-the-soil-is-like]].

"""##),
("tasks/water-the-house-plants.md", ##"""
---
id: 5z9ddj8r
type: task
title: Water the house plants
priority: low
due: 2026-11-28
recurrence: FREQ=WEEKLY;BYDAY=SA
estimate: 15m
domain: home
---
The fern likes it twice.

"""##),
("tasks/write-the-talk.md", ##"""
---
id: cesr5zay
type: task
title: Write the talk
status: in_progress
priority: high
due: 2026-12-01
scheduled: 2026-11-24T07:30
estimate: 6h
assignee: ann
project: library-talk
tags: [writing]
---
From [[outline-of-the-talk]]. Half an hour every morning before the post comes.

"""##),
("users/ann.md", ##"""
---
id: w6gp4qtw
type: user
title: Ann
name: Ann
emails: [ann@example.org]
role: Garden and words
---
Up before the birds. Keeps the [[kitchen-garden|kitchen garden]] going and is preparing [[library-talk|the talk]].

"""##),
("users/ben.md", ##"""
---
id: 7sm67q4h
type: user
title: Ben
name: Ben
emails: [ben@example.org]
role: Tools and timber
---
Can mend most things. Making the box room into [[quiet-study|a quiet study]].

"""##),
("widgets/fresh-ideas.md", ##"""
---
id: grbnnnby
type: widget
title: Fresh ideas
name: Fresh ideas
component: list
description: Ideas that nobody has looked at again yet.
query: type:idea status:captured
default_width: 6
default_height: 4
min_width: 3
min_height: 2
active: true
---
For [[sunday-review|Sunday]].

"""##),
("widgets/ready-to-do.md", ##"""
---
id: 15qrt1rs
type: widget
title: Ready to do
name: Ready to do
component: list
description: Tasks with nothing in their way, the soonest first.
query: type:task is:ready sort:due
default_width: 6
default_height: 4
min_width: 3
min_height: 2
active: true
---
What could be done today.

"""##),
("workspace.md", ##"""
---
id: 637k722r
type: workspace
title: Hazel Lane
name: Hazel Lane
members:
  - {user: ann, role: owner}
  - {user: ben, role: member}
---
This folder is a vault: a git repository of Markdown files. Each file is one thing, such as a task, an idea or an event, and
says so in a few lines at its top. Edit the files with whatever you like, and keep them in step with `git pull` and
`git push`.

This file is the vault's own: its name, and who belongs to it.

"""##),
    ]
}
