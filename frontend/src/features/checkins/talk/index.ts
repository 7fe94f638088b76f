/** One chapter, fetched as one. */
export { default as Aloud } from './AloudPage'
export { default as Table } from './TablePage'
export { default as Talk } from './TalkPage'
