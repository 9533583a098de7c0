import Yasgui from '@zazuko/yasgui'
import '@zazuko/yasgui/build/yasgui.min.css'

const root = document.getElementById('app')
if (root) new Yasgui(root, { requestConfig: { endpoint: new URL('sparql', location.href).href }, persistenceId: null })
