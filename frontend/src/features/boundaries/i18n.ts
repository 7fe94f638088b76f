import { learn } from '../../i18n'
import english from './en.json'

learn(english)

export * from '../../i18n'
