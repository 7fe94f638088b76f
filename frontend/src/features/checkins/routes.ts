import type { RouteDef } from '../../router'

const talk = () => import('./talk')

export const routes: RouteDef[] = [
  { path: '/templates', access: 'person', tab: 'us', load: () => import('./templates/Templates') },
  { path: '/templates/new', access: 'person', load: () => import('./templates/Editor') },
  { path: '/templates/:slug', access: 'person', load: () => import('./templates/Editor') },
  { path: '/checkins/:id', access: 'person', load: () => import('./CheckInPage') },
  { path: '/checkins/:id/talk', access: 'person', load: async () => ({ default: (await talk()).Table }) },
  { path: '/topics/:topic', access: 'person', load: async () => ({ default: (await talk()).Talk }) },
  { path: '/topics/:topic/aloud', access: 'person', load: async () => ({ default: (await talk()).Aloud }) },
]
