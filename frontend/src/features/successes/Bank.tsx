import { useState } from 'preact/hooks'
import { api } from '../../api/client'
import { explain } from '../../api/explain'
import type { Bank as BankPage, Thanks } from '../../api/types'
import { t } from '../../i18n'
import { space } from '../../stores'
import { Button, LinkButton } from '../../ui/Button'
import { Empty, Failure } from '../../ui/Empty'
import { Screen, TopBar } from '../../ui/Screen'
import { Segmented } from '../../ui/Segmented'
import { toast } from '../../ui/Toast'
import { ago, sentence } from '../../ui/when'
import { calledBy } from '../spaces/called'
import { thanksChanged } from './settle'
import { usePages } from './usePages'
import { otherName } from './words'
import './successes.css'

type Whose = 'for_me' | 'from_me'

export default function Bank() {
  const [whose, setWhose] = useState<Whose>('for_me')
  const { data, problem, reload, items, more, busy } = usePages<Thanks, BankPage>(
    `/appreciations?whose=${whose}`,
  )
  const nobody = problem?.code === 'no_space'
  const open = !space.value?.closed
  return (
    <Screen
      title={t('thanks.title')}
      top={<TopBar to="/us" />}
      loading={!data && !problem}
      lead={<p class="quiet">{t('thanks.lead')}</p>}
    >
      <Segmented<Whose>
        label={t('thanks.whose')}
        value={whose}
        onChange={setWhose}
        options={[
          { value: 'for_me', label: t('thanks.for_me') },
          { value: 'from_me', label: t('thanks.from_me') },
        ]}
      />
      {!data && problem && !nobody && <Failure error={problem} again={reload} />}
      {(nobody || (data && !items.length)) && (
        <Empty text={t(`thanks.empty.${whose}`, { name: otherName() })} />
      )}
      {whose === 'for_me' && items.length > 0 && (
        <LinkButton look="outline" wide href="/appreciations/open">
          {t('thanks.open')}
        </LinkButton>
      )}
      <ul class="stack">
        {items.map((thanks) => (
          <One key={thanks.id} thanks={thanks} mayChange={open} />
        ))}
      </ul>
      {more && (
        <Button look="soft" busy={busy} onClick={more}>
          {t('timeline.more')}
        </Button>
      )}
      {open && !nobody && data?.invites !== false && (
        <div class="dock">
          <LinkButton wide href="/appreciations/new">
            {t('thanks.new.go')}
          </LinkButton>
        </div>
      )}
    </Screen>
  )
}

function One({ thanks, mayChange }: { thanks: Thanks; mayChange: boolean }) {
  const { texts, author, said, on } = thanks
  return (
    <li class={`card ${author.hue}`}>
      {texts.map((text) => (
        <p class="words" key={text}>
          {text}
        </p>
      ))}
      <div class="row between">
        <p class="small quiet">
          {t(said === 'by_itself' ? 'thanks.by' : 'thanks.by.check_in', {
            name: author.is_me ? t('reveal.you') : calledBy(author),
            day: sentence(ago(on)),
          })}
        </p>
        {mayChange && author.is_me && said === 'by_itself' && (
          <Button look="soft" onClick={() => void takeBack(thanks)}>
            {t('success.take_back')}
          </Button>
        )}
      </div>
    </li>
  )
}

/** Gone at once; for a moment it can be said again. */
async function takeBack({ id, texts: [words] }: Thanks): Promise<void> {
  try {
    await api.del(`/appreciations/${id}`)
    toast(t('thanks.taken_back'), () => {
      void api.post('/appreciations', { words }).then(thanksChanged, (error) => toast(explain(error)))
    })
  } catch (error) {
    toast(explain(error))
  }
  thanksChanged()
}
