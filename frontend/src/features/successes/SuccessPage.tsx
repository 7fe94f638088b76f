import { useState } from 'preact/hooks'
import { api } from '../../api/client'
import { explain } from '../../api/explain'
import { useResource } from '../../api/resource'
import type { Success } from '../../api/types'
import { maybe, t } from '../../i18n'
import { goBack, route } from '../../router'
import { partner, space } from '../../stores'
import { Button } from '../../ui/Button'
import { Failure } from '../../ui/Empty'
import { Screen, TopBar } from '../../ui/Screen'
import { Picks, Segmented } from '../../ui/Segmented'
import { Sheet } from '../../ui/Sheet'
import { toast } from '../../ui/Toast'
import { ago, sentence } from '../../ui/when'
import { bringBack, sendPicture } from './draft'
import { Ours } from './Ours'
import { PictureField } from './PictureField'
import { Rewrite } from './Rewrite'
import { Photo } from './SuccessCard'
import { successesChanged } from './settle'
import { milestoneName, otherName, type Sharing, standing } from './words'
import './successes.css'

const REACTIONS = ['glad', 'proud_of_you', 'thank_you', 'well_done'] as const

export default function SuccessPage() {
  const path = `/successes/${route.value.params.id}`
  const { data, problem, reload, set } = useResource<Success>(path)
  const [busy, setBusy] = useState(false)
  const during: Doing['during'] = async (work, soon = {}) => {
    if (!data) return
    setBusy(true)
    set({ ...data, ...soon })
    try {
      set(await work())
      successesChanged()
    } catch (error) {
      set(data)
      toast(explain(error))
    }
    setBusy(false)
  }
  if (!data)
    return (
      <Screen title={t('success.title')} top={<TopBar to="/successes" />} loading={!problem}>
        <Failure error={problem} again={reload} />
      </Screen>
    )
  return (
    <Screen
      title={t(data.together ? 'success.one.together' : 'success.one')}
      eyebrow={`${sentence(ago(data.happened_on))} · ${standing(data)}`}
      top={<TopBar to="/successes" />}
    >
      <Read success={data} />
      {data.asks && <Ours success={data} />}
      {!space.value?.closed &&
        (data.author.is_me ? (
          <Own success={data} path={path} during={during} busy={busy} />
        ) : (
          <Say success={data} path={path} during={during} />
        ))}
    </Screen>
  )
}

function Read({ success }: { success: Success }) {
  const { words, made_possible, milestone, reaction, author, asks } = success
  if (asks) return null
  return (
    <article class={`card ${success.together ? '' : author.hue}`}>
      <Photo success={success} />
      {milestone && <p class="small milestone">{milestoneName(milestone)}</p>}
      <p class="words large">{words}</p>
      {made_possible && (
        <div>
          <h2 class="eyebrow">{t('success.possible.read')}</h2>
          <p class="words">{made_possible}</p>
        </div>
      )}
      {reaction && author.is_me && (
        <p class="small quiet">
          {t('success.reaction.from', {
            name: otherName(),
            words: maybe(`success.reaction.${reaction}`) ?? '',
          })}
        </p>
      )}
    </article>
  )
}

interface Doing {
  success: Success
  path: string
  /** Shows at once what will stand there soon. */
  during: (work: () => Promise<Success>, soon?: Partial<Success>) => Promise<void>
}

/** Something kind to what the other wrote, or nothing. */
function Say({ success, path, during }: Doing) {
  const reaction = success.reaction ?? undefined
  return (
    <section class="stack tight">
      <h2 class="eyebrow">{t('success.reaction')}</h2>
      <Picks
        label={t('success.reaction')}
        value={reaction}
        onChange={(kind) =>
          void during(() => api.put<Success>(`${path}/reaction`, { kind }), { reaction: kind })
        }
        options={REACTIONS.map((value) => ({ value, label: t(`success.reaction.${value}`) }))}
      />
      {reaction && (
        <Button look="soft" onClick={() => void during(() => api.del<Success>(`${path}/reaction`))}>
          {t('success.reaction.remove')}
        </Button>
      )}
      {success.together && (
        <Button look="soft" onClick={() => void during(() => api.del<Success>(`${path}/confirmation`))}>
          {t('success.ours.take_back')}
        </Button>
      )}
    </section>
  )
}

function Own({ success, path, during, busy }: Doing & { busy: boolean }) {
  const [rewrites, setRewrites] = useState(false)
  const options = (['private', 'shared', 'joint'] as const).map((value) => ({
    value,
    label: t(`success.sharing.${value}`),
  }))
  return (
    <>
      {partner.value && (
        <section class="stack tight">
          <h2 class="eyebrow">{t('success.whose')}</h2>
          <Segmented<Sharing>
            label={t('success.whose')}
            value={success.sharing}
            options={options}
            onChange={(sharing) => void during(() => api.patch<Success>(path, { sharing }), { sharing })}
          />
          {!success.together && (
            <p class="small quiet" aria-live="polite">
              {t(`success.sharing.${success.sharing}.help`, { name: otherName() })}
            </p>
          )}
        </section>
      )}
      <div class="row wrap ways">
        {success.picture ? (
          <Button
            look="soft"
            busy={busy}
            onClick={() => void during(() => api.del<Success>(`${path}/picture`))}
          >
            {t('success.picture.take_away')}
          </Button>
        ) : (
          <PictureField
            shown={undefined}
            put={(chosen) => chosen && void during(() => sendPicture(success.id, chosen))}
          />
        )}
        <Button look="soft" onClick={() => setRewrites(true)}>
          {t('success.change')}
        </Button>
        <Button look="trouble" busy={busy} onClick={() => void takeBack(success, path)}>
          {t('success.take_back')}
        </Button>
      </div>
      <Sheet open={rewrites} title={t('success.change')} onClose={() => setRewrites(false)}>
        <Rewrite
          success={success}
          path={path}
          done={(now) => {
            setRewrites(false)
            void during(() => Promise.resolve(now), now)
          }}
        />
      </Sheet>
    </>
  )
}

/** Gone at once, for both. For a moment this phone could write it anew. */
async function takeBack(success: Success, path: string): Promise<void> {
  try {
    const picture = success.picture ? await api.file(`${path}/picture`).catch(() => undefined) : undefined
    await api.del(path)
    goBack('/successes')
    successesChanged()
    toast(t('success.taken_back'), () => {
      void bringBack(success, picture).then(
        () => successesChanged(),
        (error) => toast(explain(error)),
      )
    })
  } catch (error) {
    toast(explain(error))
  }
}
