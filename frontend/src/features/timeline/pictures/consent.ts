import { api } from '../../../api/client'
import { explain } from '../../../api/explain'
import { useResource } from '../../../api/resource'
import type { PictureConsent } from '../../../api/types'
import { t } from '../../../i18n'
import { toast } from '../../../ui/Toast'

const PATH = '/insights/consent'

/** Whether I want pictures, whether there are any, and changing my mind. */
export function useConsent() {
  const { data, problem, reload, set } = useResource<PictureConsent>(PATH)
  const say = async (wanted: boolean) => {
    try {
      set(wanted ? await api.put<PictureConsent>(PATH) : await api.del<PictureConsent>(PATH))
      if (!wanted) toast(t('pictures.off.done'), () => void say(true))
    } catch (error) {
      toast(explain(error))
    }
  }
  return { consent: data, problem, reload, say }
}
